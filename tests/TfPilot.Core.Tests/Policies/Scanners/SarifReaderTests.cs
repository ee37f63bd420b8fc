using System.Text;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Tests.Policies.Scanners;

public sealed class SarifReaderTests
{
    [Theory]
    [InlineData("trivy", """
        trivy/AVD-AWS-0080 Error main.tf:3-3 Instance does not have storage encryption enabled. https://avd.aquasec.com/misconfig/avd-aws-0080
        trivy/AVD-AWS-0077 Warning main.tf:1-5 Instance has very low backup retention period. https://avd.aquasec.com/misconfig/avd-aws-0077
        """)]
    [InlineData("checkov", """
        checkov/CKV_AWS_16 Error live/prod/main.tf:1-5 Ensure all data stored in the RDS is securely encrypted at rest -
        checkov/CKV_AWS_118 Warning live/prod/main.tf:1-5 Ensure that enhanced monitoring is enabled for Amazon RDS instances - in the sources: the agent does it
        """)]
    [InlineData("tflint", """
        tflint/aws_db_instance_invalid_type Error live/prod/main.tf:2-2 "db.huge" is invalid instance type. https://github.com/terraform-linters/tflint-ruleset-aws/blob/master/docs/rules/aws_db_instance_invalid_type.md
        tflint/terraform_unused_declarations Warning live/prod/variables.tf:1-1 variable "team" is declared but not used https://github.com/terraform-linters/tflint-ruleset-terraform/blob/main/docs/rules/terraform_unused_declarations.md
        """)]
    public void The_SARIF_of_the_three_tools_is_read(string tool, string expected)
    {
        var report = Sarif.Report(Sarif.File(tool));

        var actual = string.Join('\n', report.Results.Select(result => Describe(result.Result)));

        actual.Should().Be(expected.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Trivy_results_are_relative_to_the_scanned_folder() =>
        Sarif.Report(Sarif.File("trivy")).Results.Should()
        .OnlyContain(result => result.Base == "/home/runner/work/infra/infra/live/prod/");

    [Theory]
    [InlineData("""{"ruleId":"A","level":"note"}""", ScannerLevel.Note)]
    [InlineData("""{"ruleId":"A","level":"none"}""", ScannerLevel.Note)]
    [InlineData("""{"ruleId":"A","level":"critical"}""", ScannerLevel.Error)] // no word of SARIF
    [InlineData("""{"ruleId":"A"}""", ScannerLevel.Error)] // the rule's own
    [InlineData("""{"rule":{"id":"A"}}""", ScannerLevel.Error)]
    [InlineData("""{"rule":{"index":0}}""", ScannerLevel.Error)]
    [InlineData("""{"ruleIndex":0}""", ScannerLevel.Error)]
    [InlineData("""{"ruleId":"B","ruleIndex":-1}""", ScannerLevel.Warning)] // SARIF's default
    public void The_level_comes_from_the_result_or_its_rule(string result, ScannerLevel level)
    {
        var run = $$$"""
            {"tool":{"driver":{"name":"x","rules":[{"id":"A","defaultConfiguration":{"level":"error"}}]}},
              "results":[{{{result}}}]}
            """;

        var read = Sarif.Report(Sarif.Document(run)).Results.Single().Result;

        (read.Level, read.Rule).Should()
            .Be((level, result.Contains("\"B\"", StringComparison.Ordinal) ? "x/B" : "x/A"));
    }

    [Theory]
    [InlineData("""{"kind":"pass"}""")]
    [InlineData("""{"kind":"notApplicable"}""")]
    [InlineData("""{"kind":"informational"}""")]
    [InlineData("""{"baselineState":"absent"}""")]
    [InlineData(
        """{"locations":[{"physicalLocation":{"artifactLocation":{"uri":"https://modules.example/main.tf"}}}]}""")]
    public void A_passing_or_absent_result_is_not_a_finding(string result) =>
        Sarif.Report(Sarif.Run("x", result)).Results.Should().BeEmpty();

    [Theory]
    [InlineData("""[{"kind":"external","status":"accepted"}]""", true)]
    [InlineData("""[{"kind":"inSource"}]""", true)]
    [InlineData("""[{"kind":"external","status":"underReview"}]""", false)]
    [InlineData("""[{"kind":"external","status":"rejected"}]""", false)]
    [InlineData("[]", false)]
    public void Only_an_accepted_suppression_counts(string suppressions, bool counts)
    {
        var report = Sarif.Report(Sarif.Run("x", $$"""{"ruleId":"A","suppressions":{{suppressions}}}"""));

        (report.Results.Single().Result.Suppression is not null).Should().Be(counts);
    }

    [Theory]
    [InlineData("Trivy", "AVD-AWS-0080", "trivy/AVD-AWS-0080")]
    [InlineData("Prisma Cloud", "CKV_AWS_16", "prisma-cloud/CKV_AWS_16")]
    [InlineData("a/b", "x: [y](z)\n", "a-b/x-y-z")] // nothing that a comment or YAML would read otherwise
    [InlineData("", "", "scanner/unnamed")]
    public void A_scanner_rule_gets_a_name_that_a_waiver_can_use(string tool, string id, string name)
    {
        var rule = ScannerRule.Of(tool, id);

        rule.Should().Be(name);
        ScannerRule.IsName(rule).Should().BeTrue();
    }

    [Fact]
    public void Messages_are_one_short_line_without_credentials()
    {
        var message = "Module source \\\"git::https://u:hunter2@git.example/net\\\"\\n is not pinned " +
            new string('x', 5_000);

        var read = Sarif.Report(
            Sarif.Run("tflint",
                $$$"""{"ruleId":"A","message":{"text":"{{{message}}}"}}""")).Results.Single().Result.Message;

        read.Should()
            .StartWith("Module source \"git::https://(masked)@git.example/net\" is not pinned xxx").And.HaveLength(300);
    }

    [Fact]
    public void A_UTF_16_SARIF_file_from_PowerShell_is_read()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Sarif.File("checkov"))];

        SarifReader.Read("scan.sarif", bytes).Match(report => report.Results.Count, _ => 0).Should().Be(2);
    }

    [Theory]
    [InlineData("", "scan.sarif is not valid JSON")]
    [InlineData("{\"version\":", "scan.sarif is not valid JSON near line 1")]
    [InlineData("[]", "scan.sarif is not a JSON object")]
    [InlineData("{}", "it has no runs")]
    [InlineData("""{"version":"2.1.0","runs":null}""", "it has no runs")]
    [InlineData("""{"version":"1.0.0","runs":[]}""", "a SARIF version other than 2.1.0")]
    [InlineData("""{"version":2,"runs":[]}""", "version is not text")]
    [InlineData("""{"version":"2.1.0","runs":{}}""", "runs is not a list")]
    [InlineData("""{"version":"2.1.0","runs":[1]}""", "runs[0] is not an object")]
    [InlineData("""{"version":"2.1.0","runs":[{"results":[{"message":"x"}]}]}""",
        "runs[0].results[0].message is not an object")]
    [InlineData("""{"version":"2.1.0","runs":[{"results":[{"message":{"text":"\ud800"}}]}]}""", "is not valid JSON")]
    [InlineData("""
        {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"tflint-errors"}},
          "results":[{"ruleId":"application_error","level":"error","message":{"text":"no such plugin"}}]}]}
        """, "scan.sarif is incomplete: tflint failed: no such plugin")]
    [InlineData("""
        {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"X"}},"invocations":[{"executionSuccessful":false}]}]}
        """, "scan.sarif is incomplete: X reports that it did not finish")]
    public void An_unreadable_file_is_reported(string json, string why) => Sarif.Problem(json).Should().Contain(why);

    [Fact]
    public void Too_deep_nesting_is_a_problem_and_not_a_crash() =>
        Sarif.Problem($"{string.Concat(Enumerable.Repeat("{\"a\":[", 100_000))}").Should().Contain("is not valid JSON");

    [Fact]
    public void Too_many_results_are_a_problem()
    {
        var results = Enumerable.Repeat("""{"ruleId":"A"}""", 25_001).ToArray();

        Sarif.Problem(Sarif.Run("x", results)).Should().Contain("more than 25000 results");
        Sarif.Report(Sarif.Run("x", results[1..])).Results.Should().HaveCount(25_000);
    }

    private static string Describe(ScannerResult result) =>
        $"{result.Rule} {result.Level} {result.File}:{result.FirstLine}-{result.LastLine} {result.Message} " +
        $"{result.Docs ?? "-"}"
        + (result.Suppression is { } suppression
            ? $" {(suppression.InSource ? "in the sources" : "outside")}: {suppression.Justification}" : "");
}
