namespace TfPilot.Action.Tests.Jobs;

[Collection("the current folder")]
public sealed class ScannerTests : IDisposable
{
    private const string Main = "resource \"terraform_data\" \"a\" {\n  input = \"x\"\n}\n";

    private readonly ActionStep step = new();

    public ScannerTests()
    {
        step.Write("live/prod/plan.json", PlanJson.Create);
        step.Write("live/prod/main.tf", Main);
        step.Write("live/dev/main.tf", Main);
    }

    public void Dispose() => step.Dispose();

    [Fact]
    public void SARIF_findings_count_toward_the_verdict_of_the_step()
    {
        step.Write("scans/checkov.sarif", Sarif("Checkov", "CKV_X_1", "live/prod/main.tf"));
        step.Write("scans/tflint.sarif", Sarif("tflint", "some_rule", "live/prod/main.tf", "warning", line: 1));

        var run = step.Run(("plan", "live/prod/plan.json"), ("sarif", "scans/checkov.sarif\nscans/t*.sarif"));

        run.ExitCode.Should().Be(1, run.ToString());
        step.Outputs.Should().Contain("reason-code", "blocked").And.Contain("policy-failures", "2");
        run.Log.Should()
            .Contain(
                "::error file=live/prod/main.tf,line=2,title=policy/checkov/CKV_X_1::terraform_data.a input: " +
                    "CKV_X_1 says so");
        step.Comments.Single().Body.Should().Contain("checkov/CKV_X_1").And.Contain("tflint/some_rule");
        step.Read("tfpilot-review/facts.json").Should()
            .Contain("\"scanned\":[{\"rule\":\"checkov/CKV_X_1\",\"level\":\"error\",");
    }

    [Fact]
    public void Publish_evaluates_scanner_findings_from_the_facts_with_the_same_result()
    {
        step.Write("scan.sarif", Sarif("Checkov", "CKV_X_1", "live/prod/main.tf"));
        step.Run(("plan", "live/prod/plan.json"), ("sarif", "scan.sarif"), ("comment", "never"),
            ("output", "reviews/prod"));
        File.Delete("scan.sarif");

        var run = step.Run(("command", "publish"), ("reviews", "reviews"));

        run.ExitCode.Should().Be(1, run.ToString());
        step.Comments.Single().Body.Should().Contain("checkov/CKV_X_1");
    }

    [Fact]
    public void A_waiver_on_the_default_branch_waives_a_scanner_finding()
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] = """
            version: 1
            policy:
              max_waiver: 36500d
              waivers: [{ rule: checkov/CKV_X_1, match: ["*"], until: 2099-01-01, reason: legacy }]

            """;
        step.Write("scan.sarif", Sarif("Checkov", "CKV_X_1", "live/prod/main.tf"));

        var run = step.Run(("plan", "live/prod/plan.json"), ("sarif", "scan.sarif"));

        run.ExitCode.Should().Be(0, run.ToString());
        step.Comments.Single().Body.Should().Contain("waived until 2099-01-01: legacy");
    }

    [Theory]
    [InlineData("gone.sarif", "gone.sarif does not exist. Create it with the scanner before the review")]
    [InlineData("*.sarif", "*.sarif matches no file. Check the pattern from the folder ")]
    [InlineData("live/dev", "live/dev matches no file")] // a folder without any
    [InlineData("live/prod/plan.json", "live/prod/plan.json is JSON but not SARIF: it has no runs")]
    [InlineData("live/prod/main.tf", "live/prod/main.tf is not valid JSON near line 1")]
    public void An_unreadable_SARIF_file_makes_the_review_incomplete(string sarif, string why)
    {
        var run = step.Run(("plan", "live/prod/plan.json"), ("sarif", sarif));

        run.ExitCode.Should().Be(2, run.ToString());
        step.Outputs.Should().Contain("reason-code", "incomplete");
        run.Log.Should().Contain(why);
    }

    [Fact]
    public void The_sarif_option_accepts_files_folders_and_globs()
    {
        step.Write("scans/deep/checkov.sarif", Sarif("Checkov", "CKV_X_1", "live/prod/main.tf"));
        step.Write("tflint.sarif", Sarif("tflint", "some_rule", "live/prod/main.tf", line: 1));

        var run = Cli.Run("review", "live/prod/plan.json", "--config", step.Write(".tfpilot.yml", "version: 1\n"),
            "--sarif", "scans", "--sarif", "*.sarif", "--format", "json");

        run.ExitCode.Should().Be(1, run.ToString());
        Rules(run).Should().Equal("checkov/CKV_X_1", "tflint/some_rule");
    }

    [Fact]
    public void Scanner_results_of_another_project_are_not_reported()
    {
        step.Write("scan.sarif", Sarif("Checkov", "CKV_X_1", "live/dev/main.tf"));

        var run = Cli.Run("review", "live/prod/plan.json", "--config", step.Write(".tfpilot.yml", "version: 1\n"),
            "--sarif", "scan.sarif", "--format", "json");

        run.ExitCode.Should().Be(0, run.ToString());
        Rules(run).Should().BeEmpty();
    }

    [Theory]
    [InlineData("changed", 0)]
    [InlineData("all", 1)]
    public void Scanner_findings_on_unchanged_resources_follow_the_scope(string scope, int findings)
    {
        step.Write("live/prod/plan.json", PlanJson.Create.Replace("\"create\"", "\"no-op\"", StringComparison.Ordinal));
        step.Write("scan.sarif", Sarif("Checkov", "CKV_X_1", "live/prod/main.tf"));

        var run = Cli.Run("review", "live/prod/plan.json", "--config",
            step.Write(".tfpilot.yml", $"version: 1\npolicy: {{ scope: {scope} }}\n"), "--sarif", "scan.sarif",
            "--format", "json");

        Rules(run).Should().HaveCount(findings, run.ToString());
    }

    private static IEnumerable<string> Rules(CliRun run) =>
        run.Json["projects"]![0]!["policy"]!["findings"]!.AsArray()
        .Select(finding => finding!["rule"]!.GetValue<string>());

    private static string Sarif(string tool, string rule, string file, string level = "error", int line = 2) => $$"""
        { "version": "2.1.0", "runs": [{ "tool": { "driver": { "name": "{{tool}}" } }, "results": [{
          "ruleId": "{{rule}}", "level": "{{level}}", "message": { "text": "{{rule}} says so" },
          "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "{{file}}" }, "region": { "startLine": {{line}} } } }]
        }] }] }
        """;
}
