using System.Text.Json.Nodes;

namespace TfPilot.Action.Tests.Jobs;

/// <summary>The verification after an apply with real terraform and a real server for the probes.</summary>
[Collection("the current folder")]
public sealed class VerifyJobTests : IDisposable
{
    private const string Settings = """
        version: 1
        environments: { prod: { paths: ["**"] } }
        policy:
          rules:
            - id: short-ids
              level: block
              attributes: [{ type: terraform_data, require: { id: "/^.{3}$/" } }]
        """;

    private readonly ActionStep step = new();

    public void Dispose() => step.Dispose();

    [TerraformFact]
    public void An_apply_that_left_nothing_to_do_is_verified()
    {
        Apply("""
            resource "terraform_data" "site" { input = "a" }
            check "site" {
              assert {
                condition     = terraform_data.site.output == "a"
                error_message = "The site is wrong."
              }
            }
            """);

        var run = Verify();

        run.ExitCode.Should().Be(0, run.ToString());
        step.Outputs.Should().Contain("reason-code", "verified");
        Checks().Should().Equal("plan passed", "check passed");
    }

    [TerraformFact]
    public void A_plan_with_changes_and_a_failing_check_block_fail_the_verification()
    {
        Apply("""
            resource "terraform_data" "site" { input = timestamp() }
            check "site" {
              assert {
                condition     = terraform_data.site.id == ""
                error_message = "The site is wrong."
              }
            }
            """);

        var run = Verify(exitCode: "2");

        run.ExitCode.Should().Be(1, run.ToString());
        step.Outputs.Should().Contain("reason-code", "verification-failed");
        run.Log.Should().Contain("failed plan no changes after the apply: update terraform_data.site")
            .And.Contain("failed check check.site: The site is wrong.");
    }

    [TerraformFact]
    public void A_policy_that_was_unknown_at_the_plan_is_checked_on_the_real_value()
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] = Settings;
        Apply("""resource "terraform_data" "site" {}""");

        var run = Verify();

        run.ExitCode.Should().Be(1, run.ToString());
        run.Log.Should().Contain("failed policy short-ids for terraform_data.site: id is ");
    }

    [TerraformFact]
    public async Task The_probes_of_the_environment_are_requested()
    {
        using var server = new ProbeServer(
            path => path is "/moved" ? "302\nLocation: /up" : path is "/missing" ? "404" : "200");
        step.GitHub.Repository.Files[".tfpilot.yml"] = $$"""
            version: 1
            environments: { prod: {}, dev: {} }
            apply: { probe_hosts: ["http://localhost", 127.0.0.0/8] }
            verify:
              - { environments: [prod], http: "{{server.Url}}up", within: 1m }
              - { environments: [prod], http: "{{server.Url}}moved", within: 1m }
              - { environments: [prod], http: "{{server.Url}}missing", expect: 404, within: 1m }
              - { environments: [dev], http: "{{server.Url}}dev", within: 1m }
            """;
        Apply("""resource "terraform_data" "site" {}""");

        var run = await Task.Run(() => Verify());

        run.ExitCode.Should().Be(0, run.ToString());
        Checks().Count(check => check == "probe passed").Should().Be(3);
        server.Paths.Should().Contain("/up").And.Contain("/moved").And.NotContain("/dev");
    }

    [Fact]
    public void Without_a_readable_plan_or_token_the_verification_is_incomplete_and_fails_no_job()
    {
        step.Write("plan.json", PlanJson.Create);
        step.Variables.Remove("INPUT_GITHUB-TOKEN");

        var run = Verify(after: "missing.json");

        run.ExitCode.Should().Be(0, run.ToString());
        step.Outputs.Should().Contain("reason-code", "verification-incomplete");
        run.Log.Should().Contain("unknown plan").And.Contain("The settings of the default branch are unknown");
    }

    [Fact]
    public void The_result_needs_a_file()
    {
        var run = step.Run(("command", "verify"), ("environment", "prod"));

        run.ExitCode.Should().Be(2);
        run.Log.Should().Contain("output is missing: name the file for the result");
    }

    private void Apply(string configuration)
    {
        step.Write("main.tf", configuration);
        Terraform.Run(".", "init");
        Terraform.Run(".", "plan", "-out=tfplan");
        File.WriteAllBytes("plan.json", Terraform.Run(".", "show", "-json", "tfplan"));
        Terraform.Run(".", "apply", "-auto-approve");
        Terraform.Run(".", "plan", "-out=again");
        File.WriteAllBytes("again.json", Terraform.Run(".", "show", "-json", "again"));
    }

    private StepRun Verify(string exitCode = "0", string after = "again.json") => step.Run(
        ("command", "verify"), ("plan", "plan.json"), ("after", after), ("exit-code", exitCode),
        ("environment", "prod"), ("name", "web"), ("output", "verification.json"));

    private List<string> Checks() =>
    [
        .. JsonNode.Parse(step.Read("verification.json"))!["checks"]!.AsArray()
            .Select(check => $"{check!["kind"]} {check["status"]}"),
    ];
}
