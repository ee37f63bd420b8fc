using System.Text.RegularExpressions;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Settings;
using TfPilot.Core.Tests.Reviews;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class ExemptionTests
{
    private static readonly PolicyContext Context =
        PolicyData.With(new RuleKind.Deny(PolicyData.Types("aws_iam_access_key")));

    private static readonly Waiver Valid = new(
        "rule", ["module.legacy.aws_iam_*"], [], new(2026, 6, 1), "migration OPS-142");

    [Theory]
    // the last day is included
    [InlineData("2026-06-01", FindingVerdict.Waived, "waived until 2026-06-01: migration OPS-142")]
    [InlineData("2026-05-31", FindingVerdict.Fail, "waiver expired on 2026-05-31")]
    [InlineData(null, FindingVerdict.Fail, "waiver without a valid date")]
    [InlineData("2026-11-28", FindingVerdict.Waived, "waived until 2026-11-28: migration OPS-142")] // 180 days ahead
    [InlineData("2026-11-29", FindingVerdict.Fail, "waiver until 2026-11-29 exceeds the maximum of 180 days")]
    public void A_waiver_counts_through_its_last_day(string? until, FindingVerdict verdict, string note)
    {
        var waiver = Valid with { Until = until is null ? null : DateOnly.ParseExact(until, "yyyy-MM-dd") };

        var finding = Context.Waiving(waiver).Findings(Key()).Should().ContainSingle().Which;

        (finding.Verdict, finding.Note, finding.Counts).Should().Be((verdict, note, verdict == FindingVerdict.Fail));
    }

    [Fact]
    public void A_waiver_needs_a_reason()
    {
        var finding = Context.Waiving(Valid with { Reason = " " }).Findings(Key()).Single();

        (finding.Verdict, finding.Note).Should().Be((FindingVerdict.Fail, "waiver without a reason"));
    }

    [Fact]
    public void A_waiver_applies_only_to_its_rule_addresses_and_environments()
    {
        Waiver[] others = [Valid with { Rule = "other" }, Valid with { Match = ["module.new.*"] },
            Valid with { In = ["dev"] }];

        var findings = Context.Waiving(others).Findings(Key());
        var outside = (Context with { Environment = null }).Waiving(Valid with { In = ["prod"] }).Findings(Key());
        var inside = Context.Waiving(Valid with { In = ["dev", "prod"] }).Findings(Key());

        findings.Concat(outside).Should()
            .AllSatisfy(finding => (finding.Verdict, finding.Note).Should().Be((FindingVerdict.Fail, null)));
        inside.Should().AllSatisfy(finding => finding.Verdict.Should().Be(FindingVerdict.Waived));
    }

    [Fact]
    public void A_valid_waiver_takes_precedence_over_an_expired_one()
    {
        var finding = Context.Waiving(Valid with { Until = new(2026, 1, 1) }, Valid).Findings(Key()).Single();

        finding.Verdict.Should().Be(FindingVerdict.Waived);
    }

    [Fact]
    public void An_unknown_finding_can_be_waived_too()
    {
        var context = PolicyData.With(
            [new PolicyRule("rule",
                new RuleKind.Naming(PolicyData.Types("*"), PolicyData.Any("a"))) { Unknown = UnknownHandling.Fail }])
                    .Waiving(Valid with { Match = ["*"] });

        var finding = context.Findings(PolicyData.Create("x_y", $$"""{"name":{{Given.Unknown}}}""")).Single();

        (finding.Verdict, finding.Counts).Should().Be((FindingVerdict.Waived, false));
    }

    [Theory]
    [InlineData("# tfpilot:ignore rule until=2026-06-30 reason=\"key of the old tool\"", FindingVerdict.Ignored,
        "ignored until 2026-06-30: key of the old tool")]
    [InlineData("// tfpilot:ignore rule until=2026-06-30 reason=old tool", FindingVerdict.Ignored,
        "ignored until 2026-06-30: old tool")]
    [InlineData("# tfpilot:ignore rule until=2026-05-31 reason=\"x\"", FindingVerdict.Fail,
        "tfpilot:ignore expired on 2026-05-31")]
    [InlineData(
        "# tfpilot:ignore rule until=soon reason=\"x\"", FindingVerdict.Fail, "tfpilot:ignore without a valid date")]
    [InlineData("# tfpilot:ignore rule reason=\"until=2026-06-30\"", FindingVerdict.Fail,
        "tfpilot:ignore without a valid date")]
    [InlineData("# tfpilot:ignore rule until=2026-06-30", FindingVerdict.Fail, "tfpilot:ignore without a reason")]
    [InlineData("# tfpilot:ignore rule until=2029-06-30 reason=\"x\"", FindingVerdict.Fail,
        "tfpilot:ignore until 2029-06-30 exceeds the maximum of 180 days")]
    [InlineData("# tfpilot:ignore other until=2026-06-30 reason=\"x\"", FindingVerdict.Fail, null)]
    [InlineData("# please tfpilot:ignore rule until=2026-06-30 reason=\"x\"", FindingVerdict.Fail, null)]
    public void A_valid_ignore_comment_suppresses_the_finding(string comment, FindingVerdict verdict, string? note)
    {
        var finding = Context.In(("main.tf", $"{comment}\nresource \"aws_iam_access_key\" \"a\" {{\n}}\n"))
            .Findings(PolicyData.Create("aws_iam_access_key")).Single();

        (finding.Verdict, finding.Note).Should().Be((verdict, note));
    }

    [Theory]
    [InlineData(true, null, FindingVerdict.Ignored)]
    [InlineData(false, null, FindingVerdict.Fail)]
    [InlineData(true, false, FindingVerdict.Fail)]
    [InlineData(false, true, FindingVerdict.Ignored)] // the rule has the last word
    public void Ignore_comments_count_only_if_they_are_allowed(bool settings, bool? rule, FindingVerdict verdict)
    {
        var context = Context with
        {
            Settings = Context.Settings with
            {
                InlineIgnore = settings,
                Rules = [Context.Settings.Rules[0] with { InlineIgnore = rule }]
            },
        };

        var finding = context.In(
            ("main.tf",
                "resource \"aws_iam_access_key\" \"a\" {\n  user = \"x\" # tfpilot:ignore rule until=2026-06-30 " +
                    "reason=x\n}\n"))
            .Findings(PolicyData.Create("aws_iam_access_key")).Single();

        (finding.Verdict, finding.Note).Should()
            .Be((verdict,
                verdict == FindingVerdict.Ignored ? "ignored until 2026-06-30: x"
                    : "tfpilot:ignore does not count for this rule"));
    }

    [Theory]
    [InlineData("# tfpilot:ignore rule until=2026-06-30 reason=x", FindingVerdict.Ignored)]
    // another notation
    [InlineData("// tfpilot:ignore rule reason=\"x\" until=2026-06-30", FindingVerdict.Ignored)]
    [InlineData("# tfpilot:ignore rule until=2026-07-30 reason=x", FindingVerdict.Fail)] // another day
    [InlineData("# tfpilot:ignore rule until=2026-06-30 reason=y", FindingVerdict.Fail)] // another reason
    [InlineData("# tfpilot:ignore other until=2026-06-30 reason=x", FindingVerdict.Fail)]
    [InlineData("", FindingVerdict.Fail)]
    public void An_ignore_comment_counts_once_it_is_on_the_default_branch(string there, FindingVerdict verdict)
    {
        var finding = Context.In([KeyFile("# tfpilot:ignore rule until=2026-06-30 reason=x", "a")],
            [KeyFile(there, "a")]).Findings(PolicyData.Create("aws_iam_access_key", address: "aws_iam_access_key.a"))
                .Single();

        (finding.Verdict, finding.IsIgnoreProposed, finding.Counts).Should()
            .Be((verdict, verdict == FindingVerdict.Fail, verdict == FindingVerdict.Fail));
        finding.Note.Should().Be(verdict == FindingVerdict.Ignored ? "ignored until 2026-06-30: x"
            : "proposed by the pull request, but not on the default branch: tfpilot:ignore until 2026-06-30: x");
    }

    [Theory]
    [InlineData("main.tf", "a", FindingVerdict.Ignored)]
    [InlineData("keys.tf", "a", FindingVerdict.Ignored)] // the block moved within its folder
    [InlineData("main.tf", "b", FindingVerdict.Fail)] // another block
    [InlineData("other/main.tf", "a", FindingVerdict.Fail)] // another module
    public void An_ignore_comment_on_the_default_branch_counts_only_for_its_own_block(
        string file, string name, FindingVerdict verdict)
    {
        const string Comment = "# tfpilot:ignore rule until=2026-06-30 reason=x";

        var finding = Context.In([KeyFile(Comment, "a")], [(file, KeyFile(Comment, name).Text)])
            .Findings(PolicyData.Create("aws_iam_access_key", address: "aws_iam_access_key.a")).Single();

        finding.Verdict.Should().Be(verdict);
    }

    [Fact]
    public void A_proposed_ignore_comment_names_its_possible_approvers()
    {
        var finding = Context.In([KeyFile("# tfpilot:ignore rule until=2026-06-30 reason=x", "a")], [])
            .Findings(PolicyData.Create("aws_iam_access_key")).Single();

        (finding.Level, finding.Approvers.Single()).Should().Be((PolicyLevel.Block, "platform"));
    }

    private static (string File, string Text) KeyFile(string comment, string name) =>
        ("main.tf", $"{comment}\nresource \"aws_iam_access_key\" \"{name}\" {{\n}}\n");

    [Fact]
    public void A_comment_above_a_module_call_applies_to_the_whole_module()
    {
        var context = Context.In(
            ("main.tf",
                "# tfpilot:ignore rule until=2026-06-30 reason=x\n# and more\nmodule \"legacy\" {\n  source = " +
                    "\"acme/legacy/aws\"\n}\n"));

        var finding = context.Findings(Key()).Single();

        finding.Verdict.Should().Be(FindingVerdict.Ignored);
    }

    [Fact]
    public void The_snippet_is_a_waiver_that_lacks_only_its_reason()
    {
        var finding =
            Context.Findings(PolicyData.Create("aws_iam_access_key", address: "aws_iam_access_key.a[\"x\\\"y\"]"))
            .Single();

        var short30 = WaiverSnippet.Of(finding, null, PolicyData.Today, TimeSpan.FromDays(30));

        WaiverSnippet.Of(finding, "prod", PolicyData.Today, TimeSpan.FromDays(180)).Should().Be(
            """
            - rule: rule
              match: ["aws_iam_access_key.a[\"x\\\"y\"]"]
              in: ["prod"]
              until: 2026-08-30
              reason: ""

            """.ReplaceLineEndings("\n"));
        short30.Should().Contain("until: 2026-07-01\n").And.NotContain("in:");
    }

    [Theory]
    [InlineData("*", "b")]
    [InlineData("a*c", "abc")]
    [InlineData("{x,y}", "x")]
    [InlineData("${env}", "prod")]
    [InlineData("?", "b")]
    [InlineData("[", "b")]
    [InlineData("a\\\\b\\\"c", "b")]
    [InlineData("```", "b")]
    [InlineData("<!-- a --></details>", "b")]
    [InlineData("@acme/team #12", "b")]
    [InlineData("日本\u202e", "b")]
    public void A_pasted_snippet_waives_exactly_its_address(string key, string sibling)
    {
        var (address, other) = ($"aws_iam_access_key.a[\"{key}\"]", $"aws_iam_access_key.a[\"{sibling}\"]");
        var finding = Context.Findings(PolicyData.Create("aws_iam_access_key", address: address)).Single();
        var comment =
            ReviewMarkdown.Write(A.Review(A.Project() with { Findings = [finding], Today = PolicyData.Today }),
            new(Core.Basics.MarkdownBudget.JobSummary));

        var pasted = Regex.Match(comment, "^(?<fence>`{3,})yaml\n(?<waiver>.*?)\n\\k<fence>$",
            RegexOptions.Multiline | RegexOptions.Singleline).Groups["waiver"].Value.Replace(
                "reason: \"\"", "reason: x", StringComparison.Ordinal);
        var settings = SettingsReader.Read("s.yml",
            $"version: 1\nenvironments: {{ prod: {{ paths: [\"**\"] }} }}\npolicy:\n  rules: [{{ id: rule, deny: {{ " +
                $"types: [\"*\"] }} }}]\n  waivers:\n  {pasted.ReplaceLineEndings("\n  ")}\n", PolicyData.Today)
            .Match(read => read.Policy, problems => throw new InvalidOperationException(string.Join('\n', problems)));

        var results = (Context with { Settings = settings }).Findings(
            PolicyData.Create("aws_iam_access_key", address: address),
            PolicyData.Create("aws_iam_access_key", address: other));
        results.ToDictionary(one => one.Address!.Value.Text, one => one.Verdict).Should()
            .Equal(
                new Dictionary<string, FindingVerdict>
                {
                    [other] = FindingVerdict.Fail,
                    [address] = FindingVerdict.Waived
                });
    }

    private static Core.Plans.ResourceChange Key() =>
        PolicyData.Create("aws_iam_access_key", address: "module.legacy.aws_iam_access_key.a[0]");
}
