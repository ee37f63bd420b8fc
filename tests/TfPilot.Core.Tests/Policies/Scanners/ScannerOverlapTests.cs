using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies.Scanners;

public sealed class ScannerOverlapTests
{
    private const string Source = """
        resource "aws_db_instance" "orders" {
          instance_class    = "db.huge"
          storage_encrypted = false
        }
        """;

    private static readonly PolicyRule Encrypted = new("encrypted",
        PolicyData.Attributes(
            new(PolicyData.Types("aws_db_instance"), null)
            { Require = PolicyData.When(("storage_encrypted", "true")) }));

    private static readonly PolicyRule Sized = new(
        "sizes", new RuleKind.Sizes([new(PolicyData.Types("aws_db_instance"), PolicyData.Any("db.t4g.*"))]));

    [Theory]
    [InlineData("checkov/CKV_AWS_16", 1, 4)] // known by the table, wherever the scanner puts it
    [InlineData("trivy/AVD-AWS-0080", 3, 3)]
    [InlineData("trivy/AWS-0080", 1, 4)] // as newer versions of Trivy write it
    [InlineData("other/unknown", 3, 3)] // known by its line
    public void A_scanner_result_that_matches_a_tfpilot_finding_is_merged_into_it(string rule, int first, int last) =>
        Describe([Encrypted], Result(rule, first, last))
            .Should().Equal($"encrypted Block storage_encrypted, also {rule}");

    [Theory]
    [InlineData("other/unknown", 1, 4)] // about the whole block: nobody knows what it means
    [InlineData("other/unknown", 2, 3)]
    [InlineData("checkov/CKV_AWS_17", 1, 4)] // another attribute
    public void A_scanner_result_that_may_differ_is_reported_separately(string rule, int first, int last) =>
        Describe([Encrypted], Result(rule, first, last)).Should()
        .HaveCount(2).And.Contain("encrypted Block storage_encrypted");

    [Fact]
    public void A_tfpilot_finding_does_not_replace_a_stricter_scanner_finding()
    {
        var advice = Encrypted with { Level = PolicyLevel.Advise };

        Describe([advice], Result("checkov/CKV_AWS_16", 1, 4)).Should()
            .Equal("encrypted Advise storage_encrypted", "checkov/CKV_AWS_16 Block storage_encrypted");
        Describe([advice], Result("checkov/CKV_AWS_16", 1, 4) with { Level = ScannerLevel.Warning }).Should()
            .Equal("encrypted Advise storage_encrypted, also checkov/CKV_AWS_16");
    }

    [Fact]
    public void A_waiver_of_a_tfpilot_rule_does_not_waive_a_scanner_rule()
    {
        var waiver = new Waiver("encrypted", ["*"], [], PolicyData.Today, "x");

        Describe(Context([Encrypted]).Waiving(waiver), Result("checkov/CKV_AWS_16", 1, 4)).Should()
            .Equal("encrypted Block storage_encrypted", "checkov/CKV_AWS_16 Block storage_encrypted");
    }

    [Fact]
    public void Two_scanner_results_on_one_attribute_are_one_finding_that_names_both() =>
        Describe([Sized], Result("trivy/AVD-AWS-0080", 3, 3) with { Level = ScannerLevel.Warning },
            Result("checkov/CKV_AWS_16", 1, 4), Result("tflint/aws_db_instance_invalid_type", 2, 2))
            .Should().Equal("sizes Block instance_class, also tflint/aws_db_instance_invalid_type",
                "checkov/CKV_AWS_16 Block storage_encrypted, also trivy/AVD-AWS-0080");

    [Fact]
    public void Two_rules_of_one_scanner_are_two_findings() =>
        Describe([], Result("tflint/a", 2, 2), Result("tflint/b", 2, 2)).Should()
        .Equal("tflint/a Block instance_class", "tflint/b Block instance_class");

    [Fact]
    public void A_suppressed_result_is_not_merged() =>
        Describe([Encrypted], Result("checkov/CKV_AWS_16", 1, 4) with { Suppression = new(InSource: false, "x") })
            .Should().Equal("encrypted Block storage_encrypted", "checkov/CKV_AWS_16 Block storage_encrypted");

    private static ScannerResult Result(string rule, int first, int last) =>
        new(rule, ScannerLevel.Error, "it is wrong") { File = "main.tf", FirstLine = first, LastLine = last };

    private static PolicyContext Context(IReadOnlyList<PolicyRule> rules) =>
        PolicyData.With(rules).In(("main.tf", Source));

    private static IEnumerable<string> Describe(IReadOnlyList<PolicyRule> rules, params ScannerResult[] results) =>
        Describe(Context(rules), results);

    private static IEnumerable<string> Describe(PolicyContext context, params ScannerResult[] results)
    {
        var plan = Given.Plan(
            Given.Change("create", "aws_db_instance", "aws_db_instance.orders",
                after: """{"instance_class":"db.huge","storage_encrypted":false}"""));
        return ScannerFindings.Join(context.Findings(plan), results, plan, context)
            .Select(finding => $"{finding.Rule} {finding.Level} {finding.Attribute}" +
                (finding.Also.Count > 0 ? $", also {string.Join(", ", finding.Also)}" : ""));
    }
}
