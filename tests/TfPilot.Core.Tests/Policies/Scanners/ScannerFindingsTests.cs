using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies.Scanners;

public sealed class ScannerFindingsTests
{
    private static readonly PolicyContext Context = PolicyData.With().In(
        ("main.tf", """
            resource "aws_db_instance" "orders" {
              instance_class    = "db.huge"
              storage_encrypted = false
            }
            module "net" {
              source = "./net"
            }
            data "aws_iam_policy_document" "app" {
              statement {}
            }
            variable "team" {}
            """),
        ("net/main.tf", """
            resource "aws_subnet" "a" {
              map_public_ip_on_launch = true
            }
            """));

    private static readonly Plan Plan = Given.Plan(
        Given.Change("create", "aws_db_instance", "aws_db_instance.orders[\"eu\"]"),
        Given.Change("no-op", "aws_db_instance", "aws_db_instance.orders[\"us\"]"),
        Given.Change("update", "aws_subnet", "module.net[0].aws_subnet.a"),
        Given.Change("create", "aws_subnet", "module.net[1].aws_subnet.a")) with
    {
        Graph = Given.Graph(("aws_db_instance.orders", []),
            ("data.aws_iam_policy_document.app", ["aws_db_instance.orders"]), ("module.net.aws_subnet.a", [])),
        Configuration = new() { Modules = [new("module.net", "./net", null, RedactedJson.Null)] },
    };

    [Theory]
    [InlineData("main.tf", 1, "aws_db_instance.orders[\"eu\"]")] // what stays as it is, is out of scope
    [InlineData("main.tf", 4, "aws_db_instance.orders[\"eu\"]")]
    // every instance of the module call
    [InlineData("net/main.tf", 2, "module.net[0].aws_subnet.a map_public_ip_on_launch",
        "module.net[1].aws_subnet.a map_public_ip_on_launch")]
    [InlineData("main.tf", 6, "module.net source")] // something in it changes
    [InlineData("main.tf", 8, "data.aws_iam_policy_document.app")] // what uses it changes
    [InlineData("main.tf", 11, "the plan")] // no block that has an address
    [InlineData("versions.tf", 1, "the plan")]
    [InlineData(null, 1, "the plan")]
    public void A_line_is_mapped_to_the_address_of_its_block(string? file, int line, params string[] places)
    {
        var findings = Find(Result("trivy/AWS-0001", file, line));

        findings.Select(Place).Should().Equal(places);
        findings.Should()
            .AllSatisfy(finding => finding.Source.Should().Be(file is null ? null : new SourceLocation(file, line)));
    }

    [Theory]
    [InlineData(PolicyScope.New, "module.net[1].aws_subnet.a")]
    [InlineData(PolicyScope.Changed, "module.net[0].aws_subnet.a", "module.net[1].aws_subnet.a")]
    [InlineData(PolicyScope.All, "module.net[0].aws_subnet.a", "module.net[1].aws_subnet.a")]
    public void The_scope_of_the_settings_determines_which_changes_count(PolicyScope scope, params string[] places) =>
        Find(Scoped(scope), Plan, Result("x/A", "net/main.tf", 1)).Select(Place).Should().Equal(places);

    [Theory]
    [InlineData("main.tf", 1, PolicyScope.Changed)]
    [InlineData("main.tf", 6, PolicyScope.Changed)]
    [InlineData("main.tf", 8, PolicyScope.Changed)]
    [InlineData("main.tf", 1, PolicyScope.All, "aws_db_instance.orders")]
    [InlineData("main.tf", 6, PolicyScope.All, "module.net source")]
    [InlineData("main.tf", 8, PolicyScope.All, "data.aws_iam_policy_document.app")]
    [InlineData("main.tf", 11, PolicyScope.Changed, "the plan")]
    public void Unchanged_resources_are_reported_only_under_the_scope_all(
        string file, int line, PolicyScope scope, params string[] places) =>
        Find(Scoped(scope), Plan with { Changes = [] }, Result("x/A", file, line)).Select(Place).Should().Equal(places);

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_partial_plan_does_not_prove_a_block_unchanged(bool errored, bool complete) =>
        Find(Context, Plan with { Changes = [], Errored = errored, Complete = complete }, Result("x/A", "main.tf", 1))
        .Select(Place).Should().Equal("the plan");

    [Theory]
    [InlineData(ScannerLevel.Error, PolicyLevel.Block, PolicyLevel.Block)]
    [InlineData(ScannerLevel.Error, PolicyLevel.Approve, PolicyLevel.Approve)]
    [InlineData(ScannerLevel.Error, PolicyLevel.Advise, PolicyLevel.Advise)]
    [InlineData(ScannerLevel.Warning, PolicyLevel.Block, PolicyLevel.Advise)]
    [InlineData(ScannerLevel.Note, PolicyLevel.Block, PolicyLevel.Advise)]
    public void An_error_has_the_level_of_the_settings_and_lower_levels_are_advice(
        ScannerLevel given, PolicyLevel settings, PolicyLevel level)
    {
        var context = Context with { Settings = Context.Settings with { Level = settings } };

        var finding = Find(context, Plan, Result("x/A", "main.tf", 1) with { Level = given }).Single();

        (finding.Level, finding.Verdict, finding.Counts).Should().Be((level, FindingVerdict.Fail, true));
        finding.Approvers.Should().Equal(level == PolicyLevel.Approve ? ["platform"] : []);
    }

    [Theory]
    [InlineData("trivy/AVD-AWS-0080", "*orders*", null, FindingVerdict.Waived)]
    [InlineData("trivy/AVD-AWS-0080", "module.*", null, FindingVerdict.Fail)]
    [InlineData("trivy/AVD-AWS-0080", "*", "dev", FindingVerdict.Fail)]
    [InlineData("trivy/AVD-AWS-0081", "*", null, FindingVerdict.Fail)]
    [InlineData("checkov/AVD-AWS-0080", "*", null, FindingVerdict.Fail)]
    public void A_waiver_names_a_scanner_rule_like_a_tfpilot_rule(
        string rule, string match, string? environment, FindingVerdict verdict)
    {
        var waiver = new Waiver(
            rule, [match], environment is null ? [] : [environment], PolicyData.Today, "migration OPS-142");

        var finding = Find(Context.Waiving(waiver), Plan, Result("trivy/AVD-AWS-0080", "main.tf", 1)).Single();

        (finding.Verdict, finding.Note).Should()
            .Be((verdict, verdict == FindingVerdict.Waived ? "waived until 2026-06-01: migration OPS-142" : null));
    }

    [Theory]
    [InlineData(true, FindingVerdict.Ignored, "ignored until 2026-06-30: old tool")]
    [InlineData(false, FindingVerdict.Fail, "tfpilot:ignore does not count for this rule")]
    public void An_ignore_comment_may_name_a_scanner_rule(bool inlineIgnore, FindingVerdict verdict, string note)
    {
        var context = (Context with { Settings = Context.Settings with { InlineIgnore = inlineIgnore } })
            .In(("main.tf",
                "# tfpilot:ignore trivy/AVD-AWS-0080 until=2026-06-30 reason=\"old tool\"\nresource " +
                    "\"aws_db_instance\" \"orders\" {\n}\n"));

        var finding = Find(context, Plan, Result("trivy/AVD-AWS-0080", "main.tf", 2)).Single();

        (finding.Verdict, finding.Note).Should().Be((verdict, note));
    }

    [Theory]
    [InlineData(
        true, true, "the agent does it", FindingVerdict.Ignored, "ignored by a checkov comment: the agent does it")]
    [InlineData(true, true, "", FindingVerdict.Ignored, "ignored by a checkov comment")]
    [InlineData(true, false, "x", FindingVerdict.Fail, "the checkov comment does not count here")]
    [InlineData(false, false, "accepted by SEC-7", FindingVerdict.Waived, "waived in checkov: accepted by SEC-7")]
    public void A_scanner_suppression_counts_only_as_far_as_the_settings_allow(
        bool inSource, bool inlineIgnore, string why, FindingVerdict verdict, string note)
    {
        var context = (Context with { Settings = Context.Settings with { InlineIgnore = inlineIgnore } }).In(
            ("main.tf", Skipped));

        var finding = Find(context, Plan,
            Result("checkov/CKV_AWS_16", "main.tf", 1) with { Suppression = new(inSource, why) }).Single();

        (finding.Verdict, finding.Note, finding.Counts).Should().Be((verdict, note, verdict == FindingVerdict.Fail));
    }

    [Theory]
    [InlineData(Skipped, FindingVerdict.Ignored)]
    [InlineData("resource \"aws_db_instance\" \"orders\" {\n}\n", FindingVerdict.Fail)] // written by the change
    // a different rule
    [InlineData("resource \"aws_db_instance\" \"orders\" {\n  # checkov:skip=CKV_AWS_17:x\n}\n", FindingVerdict.Fail)]
    // a different block
    [InlineData("resource \"aws_db_instance\" \"other\" {\n  # checkov:skip=CKV_AWS_16:x\n}\n", FindingVerdict.Fail)]
    public void A_scanner_ignore_comment_counts_once_the_default_branch_contains_the_same_one(
        string there, FindingVerdict verdict)
    {
        var context = Context.In([("main.tf", Skipped)], [("main.tf", there)]);

        var finding = Find(context, Plan,
            Result("checkov/CKV_AWS_16", "main.tf", 1) with { Suppression = new(InSource: true, "x") }).Single();

        (finding.Verdict, finding.IsIgnoreProposed).Should().Be((verdict, verdict == FindingVerdict.Fail));
        if (verdict == FindingVerdict.Fail)
            finding.Note.Should()
                .Be("proposed by the pull request, but not on the default branch: a checkov comment: x");
    }

    [Theory]
    [InlineData("# tflint-ignore-file: x\n\n", FindingVerdict.Ignored)]
    [InlineData("", FindingVerdict.Fail)]
    public void A_file_level_scanner_comment_must_be_on_the_default_branch_too(
        string there, FindingVerdict verdict)
    {
        const string Block = "resource \"aws_db_instance\" \"orders\" {\n}\n";
        var context = Context.In([("main.tf", "# tflint-ignore-file: x\n\n" + Block)], [("main.tf", there + Block)]);

        var finding = Find(
            context, Plan, Result("tflint/x", "main.tf", 3) with { Suppression = new(InSource: true, "") }).Single();

        finding.Verdict.Should().Be(verdict);
    }

    private const string Skipped = "resource \"aws_db_instance\" \"orders\" {\n  # checkov:skip=CKV_AWS_16:x\n}\n";

    private static ScannerResult Result(string rule, string? file, int line) =>
        new(rule, ScannerLevel.Error, "it is wrong") { File = file, FirstLine = line, LastLine = line };

    private static PolicyContext Scoped(PolicyScope scope) =>
        Context with { Settings = Context.Settings with { Scope = scope } };

    private static IReadOnlyList<Finding> Find(ScannerResult result) => Find(Context, Plan, result);

    private static IReadOnlyList<Finding> Find(PolicyContext context, Plan plan, ScannerResult result) =>
        ScannerFindings.Join([], [result], plan, context);

    private static string Place(Finding finding) =>
        $"{finding.Address?.Text ?? "the plan"} {finding.Attribute}".TrimEnd();
}
