namespace TfPilot.EndToEnd.Tests.Workflows;

/// <summary>Runs the script of the plan job with bash, as the runner does.</summary>
public sealed class PlanStepTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PlanStepTests() => folder.Write("main.tf", """
        variable "region" { default = "nowhere" }
        variable "shell" { default = "" }
        resource "terraform_data" "site" { input = "${terraform.workspace} in ${var.region}${var.shell}" }
        """);

    public void Dispose() => folder.Dispose();

    [TerraformFact]
    public void The_step_writes_a_reviewable_plan_and_removes_the_plan_file()
    {
        var (exitCode, log) = Plan();

        exitCode.Should().Be(0, log);
        File.Exists(Path.Combine(folder.Root, "tfpilot-plans/1/tfplan")).Should().BeFalse();
        File.ReadAllText(Path.Combine(folder.Root, "tfpilot-plans/1/plan.json")).Should().Contain("default in nowhere");
    }

    [TerraformFact]
    public void The_line_of_a_deleted_project_plans_to_destroy_everything()
    {
        new ApplySteps(folder.Root).Run("Prepare Plan Apply").ExitCode.Should().Be(0);

        var (exitCode, log) = PlanStep.Batch(folder.Root, ".\tprod\t\troot\t-destroy\n");

        exitCode.Should().Be(0, log);
        log.Should().Contain("Plan: 0 to add, 0 to change, 1 to destroy");
    }

    [TerraformFact]
    public void The_step_writes_the_text_of_the_plan_on_request()
    {
        var text = Path.Combine(folder.Root, "tfpilot-plans/1/plan.txt");
        Plan();
        File.Exists(text).Should().BeFalse();

        Plan(("PLAN_TEXT", "true"));

        File.ReadAllText(text).Should().Contain("Plan: ");
    }

    [PublishedTerraformFact]
    public void The_published_program_reviews_the_plan_of_the_step()
    {
        Plan();

        Published.RunIn(folder.Root, [], "review", "tfpilot-plans/1/plan.json").Out.Should().Contain("1 to add");
    }

    [TerraformFact]
    public void Arguments_expand_the_environment_and_are_not_run_by_a_shell()
    {
        folder.Write("prod.tfvars", """region = "Oslo" """);

        var (exitCode, log) = PlanStep.Batch(
            folder.Root, ".\tprod\t\troot\n", ("ARGUMENTS", "-var-file={environment}.tfvars -var=shell=$(id);*"));

        exitCode.Should().Be(0, log);
        File.ReadAllText(Path.Combine(folder.Root, "tfpilot-plans/1/plan.json")).Should()
            .Contain("default in Oslo$(id);*");
    }

    [TerraformFact]
    public void Secret_variables_reach_the_plan_and_are_masked_before_any_output()
    {
        var (exitCode, log) = Plan(("PLAN_ENVIRONMENT", "TF_VAR_region=a=b c=\r\n\nTF_VAR_shell=!"));

        exitCode.Should().Be(0, log);
        log.Should().StartWith("::add-mask::a=b c=\n::add-mask::!\n::stop-commands::");
        File.ReadAllText(Path.Combine(folder.Root, "tfpilot-plans/1/plan.json")).Should().Contain("default in a=b c=!");
    }

    [TerraformFact]
    public void The_workspace_of_the_job_is_selected()
    {
        var (exitCode, log) = PlanStep.Batch(folder.Root, ".\t\tstaging\troot\n");

        exitCode.Should().NotBe(0, "the workspace does not exist, and a plan of another one would be wrong");
        log.Should().Contain("staging");
        File.Exists(Path.Combine(folder.Root, "tfpilot-plans/1/plan.json")).Should().BeFalse();
    }

    [TerraformFact]
    public void A_failing_plan_fails_the_step()
    {
        folder.Write("broken.tf", """resource "terraform_data" "site" {}""");

        var (exitCode, _) = Plan();

        exitCode.Should().NotBe(0);
        File.Exists(Path.Combine(folder.Root, "tfpilot-plans/1/plan.json")).Should().BeFalse();
    }

    [TerraformFact]
    public void Several_plans_run_one_after_the_other_and_a_failing_one_does_not_affect_the_others()
    {
        folder.Write("a/main.tf", """resource "terraform_data" "a" {}""");
        folder.Write("b c/main.tf", "broken {");
        folder.Write("c/main.tf", """resource "terraform_data" "c" { input = terraform.workspace }""");
        folder.Write("c/prod.tfvars", "");
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "d"), "c");

        var (failed, log) = PlanStep.Batch(
            folder.Root, "a\t\t\t=\nb c\tprod\t\t=\nno-such\t\t\t=\nc\tprod\t\t=\nd\tdev\t\t=\n");

        failed.Should().Be(2, log);
        Directory.EnumerateFiles(Path.Combine(folder.Root, "tfpilot-plans"), "plan.json", SearchOption.AllDirectories)
            .Select(plan => Path.GetFileName(Path.GetDirectoryName(plan))).Order()
            .Should().Equal("1", "4", "5");
        Directory.EnumerateFiles(Path.Combine(folder.Root, "tfpilot-plans"), "tfplan", SearchOption.AllDirectories)
            .Should().BeEmpty();
        File.ReadAllText(Path.Combine(folder.Root, "tfpilot-plans/1/seconds")).Trim().Should()
            .MatchRegex("^[1-9][0-9]*$");
    }

    [TerraformFact]
    public void Each_environment_of_a_folder_gets_its_own_backend()
    {
        folder.Write("c/main.tf", "terraform {\n  backend \"local\" {}\n}\nresource \"terraform_data\" \"c\" {}");
        folder.Write("c/dev.hcl", "path = \"dev.tfstate\"");
        folder.Write("c/prod.hcl", "path = \"prod.tfstate\"");

        var (failed, log) = PlanStep.Batch(
            folder.Root, "c\tdev\t\t=\nc\tprod\t\t=\n", ("INIT_ARGUMENTS", "-backend-config={environment}.hcl"));

        failed.Should().Be(0, log);
        File.ReadAllText(Path.Combine(folder.Root, "c/.terraform/terraform.tfstate")).Should().Contain("prod.tfstate");
    }

    [Fact]
    public void Terragrunt_units_are_planned_in_place_and_stacks_are_generated_first()
    {
        folder.Write("bin/terragrunt", """
            #!/usr/bin/env bash
            echo "$(basename "$PWD"): $*" >> "$LOG"
            case $1 in
              stack) mkdir -p .terragrunt-stack/db ;;
              show) echo '{"plan":true}' ;;
            esac
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                Path.Combine(folder.Root, "bin/terragrunt"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        folder.Write("live/app/terragrunt.hcl", "");
        folder.Write("live/terragrunt.stack.hcl", "");

        var (failed, log) = PlanStep.Batch(folder.Root, "live/app\tprod\t\t=\nlive/.terragrunt-stack/db\tprod\t\t=\n",
            ("TOOL", "terragrunt"), ("LOG", Path.Combine(folder.Root, "log")),
            ("PATH", $"{folder.Root}/bin:{Environment.GetEnvironmentVariable("PATH")}"));

        failed.Should().Be(0, log);
        File.ReadAllText(Path.Combine(folder.Root, "tfpilot-plans/2/plan.json")).Should().Contain("plan");
        var calls = File.ReadAllText(Path.Combine(folder.Root, "log"));
        calls.Replace(folder.Root, "", StringComparison.Ordinal).Should().Be("""
            app: init -input=false -no-color
            app: plan -input=false -no-color -lock=false -out=/tfpilot-plans/1/tfplan
            app: show -json /tfpilot-plans/1/tfplan
            live: stack generate
            db: init -input=false -no-color
            db: plan -input=false -no-color -lock=false -out=/tfpilot-plans/2/tfplan
            db: show -json /tfpilot-plans/2/tfplan

            """);
    }

    private (int ExitCode, string Log) Plan(params (string Name, string Value)[] variables) =>
        PlanStep.Run(folder.Root, variables);
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class PublishedTerraformFactAttribute : FactAttribute
{
    public PublishedTerraformFactAttribute() => Skip = Published.ReasonToSkip ?? new TerraformFactAttribute().Skip;
}
