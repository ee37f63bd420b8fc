using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Reviews;

public sealed class TerminalTextTests
{
    [Fact]
    public void A_scanner_finding_suggests_no_explain_command() =>
        TerminalText.Write(A.Review(A.Project() with { Findings = [A.Finding("trivy/AVD-AWS-0080", kind: "scanner")] }),
            new(Color: false, Width: 80))
            .Should().EndWith("Blocked: 1 finding to fix.\n");

    [Fact]
    public void No_line_exceeds_the_terminal_width_and_control_characters_are_escaped() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Hostile.Texts, Gen.Choose(40, 160).ToArbitrary(), (text, width) =>
        {
            var risk = A.Risk(RiskClass.Destructive,
                A.Factor("data-loss", 40, text, text)) with
            { Moves = [new(new(text), new(text))] };
            var project = A.Project(text, text, [A.Delete(text), A.Update("t.a", A.Text(text, text)), A.Create(text)],
                risk, plan => plan with { Checks = [new(text, text, [text])] });

            var findings = from level in Enum.GetValues<PolicyLevel>()
                           from verdict in Enum.GetValues<FindingVerdict>()
                           select A.Finding(text, level, verdict, text, text) with
                           {
                               Actual = text,
                               Expected = text,
                               Why = text,
                               Docs = text,
                               Note = text,
                               Source = new(text, 3),
                               Approvers = [text]
                           };
            project = A.Priced(project, A.Cost(text, 1, 20, text, text + "2")) with
            {
                Findings = [.. findings],
                Suggestions = [new("encryption", new(text), text, text, text, text)]
            };

            var written = TerminalText.Write(
                Review.Of([project, A.Project("b" + text), A.Unpriced(A.Project("c"), text)], [A.Problem(text, text)]),
                new(Color: false, width));

            written.Split('\n').Should().OnlyContain(line => TextColumns.Of(line) <= width);
            written.Should().NotMatchRegex("[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]");
        }));

    [Fact]
    public void Color_adds_only_escape_sequences()
    {
        var plain = TerminalText.Write(Samples.All["mixed"], new(Color: false, Width: 100));

        var colored = TerminalText.Write(Samples.All["mixed"], new(Color: true, Width: 100));

        colored.Should().Contain("\u001b[31mDESTRUCTIVE\u001b[0m").And.NotBe(plain);
        System.Text.RegularExpressions.Regex.Replace(colored, "\u001b\\[\\d+m", "").Should().Be(plain);
        plain.Should().NotContain("\u001b");
    }

    [Fact]
    public void Many_creations_are_counted_by_type_and_deletions_are_always_listed()
    {
        var changes = Enumerable.Range(0, 20_000).Select(i => A.Create($"terraform_data.new[{i}]"))
            .Concat(Enumerable.Range(0, 300).Select(i => A.Delete($"terraform_data.old[{i}]")))
            .ToList();

        var text = TerminalText.Write(A.Review(A.Project(changes: changes)), new(Color: false, Width: 100));

        text.Should().Contain("+ terraform_data.new[19]").And.NotContain("terraform_data.new[20]");
        text.Should()
            .Contain("… and 19,980 more creations: 19,980 terraform_data\n").And.Contain("- terraform_data.old[299]");
    }

    [Theory]
    [InlineData("read", "· read during apply: t.a")]
    [InlineData("create", "+ t.a")]
    [InlineData("update", "~ t.a")]
    [InlineData("delete", "- t.a  destroyed")]
    [InlineData("delete,create", "± t.a  replaced")]
    [InlineData("create,delete", "± t.a  replaced (the new one is created first)")]
    [InlineData("create,forget", "± t.a  replaced")]
    [InlineData("forget", "⊘ t.a  is no longer managed but continues to exist")]
    [InlineData("dance", "! t.a  unrecognized action [dance], may be destroyed")]
    public void Every_action_has_its_symbol(string actions, string line) =>
        TerminalText.Write(A.Review(A.Change("t.a", actions.Split(','))), new(Color: false, Width: 100)).Should()
        .Contain(line);

    [Fact]
    public void An_address_wider_than_its_column_gets_its_own_line()
    {
        var address = $"module.{new string('m', 60)}.aws_db_instance.main";

        var text = TerminalText.Write(A.Review(A.Delete(address)), new(Color: false, Width: 100));

        text.Should().Contain($"  - {address}\n      destroyed because its block is no longer in the configuration\n");
    }

    [Theory]
    [InlineData("t.a", "t.a")]
    [InlineData("t.a[\"x\"]", "'t.a[\"x\"]'")]
    [InlineData("t.a[\"it's\"]", "'t.a[\"it'\\''s\"]'")]
    [InlineData("t.a[\"$(id)\"]", "'t.a[\"$(id)\"]'")]
    public void The_explain_command_is_quoted_for_the_shell(string address, string word) =>
        TerminalText.Write(
            A.Review(A.Project() with { Findings = [A.Finding(address: address)] }), new(Color: false, Width: 100))
            .Should().EndWith($"Blocked: 1 finding to fix.   tfpilot policy explain core-tags {word}\n");

    [Fact]
    public void A_project_without_changes_that_violates_a_rule_is_shown()
    {
        var review = A.Review(
            A.Project("a", changes: [A.Create("t.a")]), A.Project("b") with { Findings = [A.Finding()] });

        TerminalText.Write(review, new(Color: false, Width: 100)).Should()
            .Contain("✗ core-tags").And.NotContain("No changes in 1 project");
    }

    [Fact]
    public void Unknown_dependants_are_reported_as_unknown()
    {
        var risk = A.Risk(
            RiskClass.Destructive) with
        { Blasts = [new BlastRadius(new("t.a"), null, 0, 0, AtLeast: false)] };

        TerminalText.Write(A.Review(A.Delete("t.a"), risk), new(Color: false, Width: 100)).Should()
            .Contain("dependants unknown");
    }

    [Fact]
    public void A_safe_change_with_risk_points_shows_the_reason_and_is_listed_first()
    {
        var risk = A.Risk(RiskClass.Safe, A.Factor("identity", 15, "t.b", "someone new may act"));
        var project = A.Project(changes: [A.Create("t.a"), A.Create("t.b")], risk: risk);

        var text = TerminalText.Write(A.Review(project), new(Color: false, Width: 100));

        text.Should().Contain("  + t.b\n      identity        15   someone new may act\n  + t.a\n");
    }

    [Theory]
    [InlineData(
        60, "      identity        15   someone new may act, and nobody\n                           knows who\n")]
    [InlineData(40, "      identity        15\n        someone new may act, and nobody\n        knows who\n")]
    public void Evidence_is_wrapped_and_never_truncated(int width, string lines)
    {
        var risk = A.Risk(RiskClass.Safe, A.Factor("identity", 15, "t.a", "someone new may act, and nobody knows who"));

        var text = TerminalText.Write(A.Review(A.Create("t.a"), risk), new(Color: false, width));

        text.Should().Contain(lines);
    }
}
