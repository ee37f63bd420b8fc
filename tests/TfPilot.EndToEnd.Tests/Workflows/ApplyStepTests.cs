using System.Diagnostics;
using System.Text.Json.Nodes;

namespace TfPilot.EndToEnd.Tests.Workflows;

/// <summary>The steps of the apply job, with real terraform.</summary>
public sealed class ApplyStepTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ApplySteps steps;

    public ApplyStepTests()
    {
        steps = new(folder.Root);
        folder.Write("main.tf", """
            variable "region" { default = "nowhere" }
            resource "terraform_data" "site" { input = var.region }
            """);
    }

    public void Dispose() => folder.Dispose();

    [TerraformFact]
    public void The_plan_of_the_job_is_applied_and_its_log_and_state_are_written_for_the_record()
    {
        var (exitCode, log) = steps.Run("Prepare Plan Apply State");

        exitCode.Should().Be(0, log);
        log.Should().Contain("terraform_data.site: Creation complete");
        File.ReadAllText(steps.Output).Should().Be("exit-code=0\n");
        Results("apply.jsonl").Split('\n')[0].Should().StartWith("{\"@level\":\"info\"");
        JsonNode.Parse(Results("state.json"))!["values"]!["root_module"]!["resources"]!.AsArray().Should()
            .ContainSingle();
    }

    [TerraformFact]
    public void The_plan_line_of_a_deleted_project_destroys_everything()
    {
        steps.Run("Prepare Plan Apply State").ExitCode.Should().Be(0);

        var (exitCode, log) = new ApplySteps(folder.Root) { Plan = ".\tdev\t\troot\t-destroy\n" }
            .Run("Prepare Plan Apply State");

        exitCode.Should().Be(0, log);
        log.Should().Contain("terraform_data.site: Destruction complete");
        Results("state.json").Should().NotContain("terraform_data.site");
    }

    [TerraformFact]
    public void A_change_after_the_plan_is_not_applied()
    {
        steps.Run("Prepare Plan");
        folder.Write("main.tf", """resource "terraform_data" "other" {}""");

        var (exitCode, log) = steps.Run("Apply State");

        exitCode.Should().Be(0, log);
        Results("state.json").Should().Contain("terraform_data.site").And.NotContain("terraform_data.other");
    }

    [TerraformFact]
    public void A_failed_apply_fails_the_step_with_its_error_and_leaves_the_log_for_the_record()
    {
        folder.Write("main.tf", """
            resource "terraform_data" "site" {
              provisioner "local-exec" { command = "exit 3" }
            }
            """);

        var (exitCode, log) = steps.Run("Prepare Plan Apply");

        exitCode.Should().Be(1, log);
        log.Should().Contain("Error: local-exec provisioner error");
        File.ReadAllText(steps.Output).Should().Be("exit-code=1\n");
        Results("apply.jsonl").Should().Contain("\"type\":\"apply_errored\"");
        steps.Run("State").ExitCode.Should().Be(0);
    }

    [TerraformFact]
    public void A_failed_plan_fails_the_job_before_the_gate()
    {
        folder.Write("main.tf", "resource");

        steps.Run("Prepare Plan").ExitCode.Should().Be(1);

        File.Exists(Path.Combine(folder.Root, "tfpilot-apply/plan.json")).Should().BeFalse();
    }

    [TerraformFact]
    public void Arguments_and_variables_reach_the_plan()
    {
        folder.Write("dev.tfvars", """region = "Oslo" """);
        folder.Write("hook.sh", "export TF_VAR_region=hook\n");

        var (exitCode, log) = new ApplySteps(folder.Root) { Plan = ".\tdev\t\troot\t-var-file=dev.tfvars\n" }
            .Run("Prepare Plan", ("APPLY_ENVIRONMENT", "TF_VAR_region=Rome"), ("BEFORE_INIT", "./hook.sh"));

        exitCode.Should().Be(0, log);
        log.Should().StartWith("::add-mask::Rome");
        Results("plan.json").Should().Contain("Oslo");
    }

    [TerraformFact]
    public void A_plan_command_writes_the_plan_file_that_is_applied()
    {
        var (exitCode, log) = steps.Run("Prepare Plan Apply State", ("PLAN_COMMAND",
            "terraform init -no-color && terraform plan -no-color -var region=own \"-out=$TFPILOT_PLAN_FILE\""));

        exitCode.Should().Be(0, log);
        Results("state.json").Should().Contain("own");
    }

    [TerraformFact]
    public void A_canceled_apply_ends_cleanly_and_saves_its_state()
    {
        folder.Write("main.tf", """
            resource "terraform_data" "first" {}
            resource "terraform_data" "slow" {
              depends_on = [terraform_data.first]
              provisioner "local-exec" { command = "/bin/sleep 60" }
            }
            """);
        steps.Run("Prepare Plan");
        using var bash = steps.Start("Apply");
        SpinWait.SpinUntil(() => bash.HasExited || Results("apply.jsonl").Contains("provision_start"),
            TimeSpan.FromMinutes(1));

        Process.Start("kill", ["-INT", $"{bash.Id}"])!.WaitForExit();
        var (exitCode, log) = ApplySteps.Finish(bash);

        exitCode.Should().Be(1, log);
        File.ReadAllText(steps.Output).Should().Be("exit-code=1\n");
        File.Exists(Path.Combine(folder.Root, ".terraform.tfstate.lock.info")).Should().BeFalse();
        steps.Run("State").ExitCode.Should().Be(0);
        Results("state.json").Should().Contain("terraform_data.first");
    }

    [TerraformFact]
    public void A_plan_after_the_apply_is_written_for_the_verification_with_its_exit_code()
    {
        steps.Run("Prepare Plan Apply State");

        var same = steps.Run("Plan,again");
        var changed = steps.Run("Plan,again", ("TF_VAR_region", "Oslo"));

        (same.ExitCode, changed.ExitCode).Should().Be((0, 2), same.Log + changed.Log);
        File.ReadAllText(steps.Output).Should().Be("exit-code=0\nexit-code=0\nexit-code=2\n");
        Results("again.json").Should().Contain("Oslo");
    }

    [TerraformFact]
    public void A_plan_command_also_makes_the_plan_after_the_apply()
    {
        var command = ("PLAN_COMMAND",
            "terraform init -no-color && terraform plan -no-color \"-out=$TFPILOT_PLAN_FILE\"");
        steps.Run("Prepare Plan Apply State", command);

        var (exitCode, log) = steps.Run("Plan,again", command);

        exitCode.Should().Be(0, log);
        File.ReadAllText(steps.Output).Should().Be("exit-code=0\n", "the exit code says nothing about changes");
        Results("again.json").Should().Contain("no-op");
    }

    [TerraformFact]
    public void A_failed_plan_after_the_apply_leaves_no_plan()
    {
        steps.Run("Prepare Plan Apply State");
        folder.Write("main.tf", "resource");

        steps.Run("Plan,again").ExitCode.Should().Be(1);

        File.ReadAllText(steps.Output).Should().EndWith("exit-code=1\n");
        File.Exists(Path.Combine(folder.Root, "tfpilot-apply/again.json")).Should().BeFalse();
    }

    [TerraformFact]
    public void Plan_state_and_log_are_deleted_at_the_end_and_an_unsaved_state_is_an_error()
    {
        steps.Run("Prepare Plan");
        folder.Write("errored.tfstate", "{}");

        var (exitCode, log) = steps.Run("Delete", ("STATE", "./errored.tfstate"), ("UPLOADED", "false"));

        exitCode.Should().Be(0);
        log.Should().StartWith("::error title=state not saved::");
        Directory.Exists(Path.Combine(folder.Root, "tfpilot-apply")).Should().BeFalse();
        Directory.Exists(Path.Combine(folder.Root, "runner-temp/tfpilot")).Should().BeFalse();
        File.Exists(Path.Combine(folder.Root, "errored.tfstate")).Should().BeTrue("it is the only copy");
    }

    [TerraformFact]
    public void An_uploaded_state_is_deleted_from_the_runner()
    {
        steps.Run("Prepare Plan");
        folder.Write("errored.tfstate", "{}");

        var (exitCode, log) = steps.Run("Delete", ("STATE", "./errored.tfstate"), ("UPLOADED", "true"));

        (exitCode, log).Should().Be((0, ""));
        File.Exists(Path.Combine(folder.Root, "errored.tfstate")).Should().BeFalse();
    }

    [TerraformFact]
    public void A_state_that_the_backend_does_not_accept_is_found_for_the_encryption()
    {
        using var backend = new ReadOnlyBackend();
        folder.Write("main.tf", $$"""
            terraform {
              backend "http" {
                address   = "{{backend.Url}}"
                retry_max = 0
              }
            }
            resource "terraform_data" "site" {}
            """);
        steps.Run("Prepare Plan");

        var (exitCode, log) = steps.Run("Apply");
        steps.Run("Find,an,unsaved,state");

        exitCode.Should().Be(1, log);
        File.ReadAllText(steps.Output).Should().MatchRegex("path=.*/errored.tfstate\n");
        Results("errored.tfstate").Should().Contain("terraform_data");
    }

    [TerraformFact]
    public void Without_an_unsaved_state_nothing_is_encrypted()
    {
        steps.Run("Prepare Plan Apply");

        steps.Run("Find,an,unsaved,state").ExitCode.Should().Be(0);

        File.ReadAllText(steps.Output).Should().Be("exit-code=0\n");
    }

    private string Results(string file) => File.ReadAllText(Path.Combine(folder.Root, "tfpilot-apply", file));
}
