using System.Diagnostics;
using System.Net;
using System.Text;

namespace TfPilot.EndToEnd.Tests.Workflows;

/// <summary>
/// How a repository customizes its plans: options, variables, a script before the plan, or a command instead of it.
/// </summary>
public sealed class PlanStepHookTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PlanStepHookTests() => folder.Write("live/main.tf", """
        terraform {
          backend "local" {}
        }
        variable "region" { default = "nowhere" }
        resource "terraform_data" "site" { input = var.region }
        """);

    public void Dispose() => folder.Dispose();

    [TerraformFact]
    public void Options_from_the_settings_reach_init_and_plan_and_may_contain_spaces()
    {
        folder.Write("vars/pro d.tfvars", """region = "Oslo" """);

        var (failed, log) = PlanStep.Batch(folder.Root,
            "live\tprod\t\t=\t-backend-config=path=pro d.tfstate\t-var-file=../vars/pro d.tfvars\nlive\t\t\t=\n",
            ("LOCK", "true"));

        failed.Should().Be(0, log);
        Plan(1).Should().Contain("Oslo");
        Plan(2).Should().Contain("nowhere");
        log.Should().Contain("== live prod  = -backend-config=path=pro d.tfstate");
    }

    [TerraformFact]
    public void Plain_variables_are_not_masked_and_secret_ones_take_precedence()
    {
        var (failed, log) = PlanStep.Batch(folder.Root, "live\t\t\t=\n",
            ("VARIABLES", "# where\nTF_VAR_region=Bergen\nnot a-name=x\nTF_CLI_ARGS_plan=-refresh=false"),
            ("PLAN_ENVIRONMENT", "TF_VAR_region=Oslo"));

        failed.Should().Be(0, log);
        log.Should().StartWith("::add-mask::Oslo\n::stop-commands::");
        Plan(1).Should().Contain("Oslo");
    }

    [TerraformFact]
    public void The_before_init_script_runs_in_the_project_and_its_variables_persist()
    {
        folder.Write("runner-temp/tfpilot/before-init",
            "export TF_VAR_region=\"$TFPILOT_ENVIRONMENT in $(basename \"$PWD\")\"\n");

        var (failed, log) = PlanStep.Batch(folder.Root, "live\tprod\t\t=\n");

        failed.Should().Be(0, log);
        Plan(1).Should().Contain("prod in live");
    }

    [Fact]
    public void A_failing_before_init_script_fails_the_plan()
    {
        folder.Write("runner-temp/tfpilot/before-init", "echo no sign-in; false\n");

        var (failed, log) = PlanStep.Batch(
            folder.Root, "live\tprod\t\t=\n", ("PLAN_COMMAND", "echo {} > \"$TFPILOT_PLAN_JSON\""));

        failed.Should().Be(1);
        log.Should().Contain("no sign-in");
    }

    [Fact]
    public async Task The_before_init_script_comes_from_the_default_branch_and_not_from_the_checkout()
    {
        folder.Write("ci/before.sh", "echo from the pull request");
        var (listener, address) = FreePort.Listen();
        using var closed = listener;
        var asked = listener.GetContextAsync();
        var start = new ProcessStartInfo("bash", ["-eo", "pipefail", "-c",
            PlanStep.ScriptOf("Get the before-init script from the default branch")])
        { WorkingDirectory = folder.Root };
        foreach (var (name, value) in new[] { ("SCRIPT", "./ci/before.sh"), ("BRANCH", "release&1"), ("TOKEN", "t"),
            ("RUNNER_TEMP", $"{folder.Root}/runner-temp"), ("GITHUB_REPOSITORY", "acme/infra"),
            ("GITHUB_API_URL", $"{address}api/v3") }) start.Environment[name] = value;

        using var bash = Process.Start(start)!;
        var context = await asked;
        await context.Response.OutputStream.WriteAsync("echo from the default branch"u8.ToArray());
        context.Response.Close();
        await bash.WaitForExitAsync();

        bash.ExitCode.Should().Be(0);
        context.Request.Url!.PathAndQuery.Should()
            .BeEquivalentTo("/api/v3/repos/acme/infra/contents/ci/before.sh?ref=refs%2Fheads%2Frelease%261");
        context.Request.Headers["Accept"].Should().Be("application/vnd.github.raw+json");
        File.ReadAllText($"{folder.Root}/runner-temp/tfpilot/before-init").Should().Be("echo from the default branch");
    }

    [TerraformFact]
    public void Make_can_run_the_plan_and_receives_the_options()
    {
        folder.Write("live/Makefile", "plan:\n\tterraform init -input=false\n\tterraform plan $(ARGS) -out=$(OUT)\n");
        folder.Write("live/prod.tfvars", """region = "Oslo" """);

        var (failed, log) = PlanStep.Batch(folder.Root, "live\tprod\t\t=\t-var-file=prod.tfvars\n",
            ("PLAN_COMMAND", "make plan ARGS=\"$*\" OUT=\"$TFPILOT_PLAN_FILE\""));

        failed.Should().Be(0, log);
        Plan(1).Should().Contain("Oslo");
        File.Exists(Path.Combine(folder.Root, "tfpilot-plans/1/tfplan")).Should().BeFalse();
    }

    [Fact]
    public void Atmos_can_run_the_plan_and_write_the_JSON_itself()
    {
        var atmos = folder.Write("bin/atmos", """
            #!/usr/bin/env bash
            echo "$(basename "$PWD"): $*" >> ../log
            if [ "$2" = show ]; then echo '{"format_version":"1.2"}'; fi
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(atmos, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var (failed, log) = PlanStep.Batch(folder.Root, "live\tprod\t\t=\n",
            ("PATH", $"{folder.Root}/bin:{Environment.GetEnvironmentVariable("PATH")}"),
            ("PLAN_COMMAND", """
                component=$(basename "$TFPILOT_PROJECT")
                atmos terraform plan "$component" -s "$TFPILOT_ENVIRONMENT" -out="$TFPILOT_PLAN_FILE"
                atmos terraform show "$component" -s "$TFPILOT_ENVIRONMENT" -- -json "$TFPILOT_PLAN_FILE" > "$TFPILOT_PLAN_JSON"
                """));

        failed.Should().Be(0, log);
        Plan(1).Should().Be("{\"format_version\":\"1.2\"}\n");
        File.ReadAllText(Path.Combine(folder.Root, "log")).Replace(folder.Root, "", StringComparison.Ordinal).Should()
            .Be("live: terraform plan live -s prod -out=/tfpilot-plans/1/tfplan\n" +
                "live: terraform show live -s prod -- -json /tfpilot-plans/1/tfplan\n");
    }

    [Fact]
    public void A_failing_plan_command_fails_the_plan_even_if_it_wrote_one()
    {
        var (failed, log) = PlanStep.Batch(
            folder.Root, "live\t\t\t=\n", ("PLAN_COMMAND", "echo {} > \"$TFPILOT_PLAN_JSON\"; false; true"));

        failed.Should().Be(1, log);
        Directory.EnumerateFiles(Path.Combine(folder.Root, "tfpilot-plans/1")).Select(Path.GetFileName).Should()
            .Equal("seconds");
    }

    [TerraformFact]
    public void Providers_are_cached_for_the_next_plan_of_the_job()
    {
        var (failed, log) = PlanStep.Batch(folder.Root, "live\t\t\t=\n", ("PROVIDER_CACHE", "true"),
            ("HOME", folder.Root), ("PLAN_COMMAND", "printf %s \"$TF_PLUGIN_CACHE_DIR\" > \"$TFPILOT_PLAN_JSON\""));

        failed.Should().Be(0, log);
        Plan(1).Should().Be($"{folder.Root}/.tfpilot/providers");
        Directory.Exists(Plan(1)).Should().BeTrue();
    }

    private string Plan(int number) =>
        File.ReadAllText(Path.Combine(folder.Root, $"tfpilot-plans/{number}/plan.json"), Encoding.UTF8);
}
