namespace TfPilot.EndToEnd.Tests.Workflows;

/// <summary>The very script of the job that plans, as the runner's bash would run it.</summary>
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
    public void It_leaves_a_plan_that_can_be_reviewed_and_no_plan_file()
    {
        var (exitCode, log) = Plan();

        exitCode.Should().Be(0, log);
        File.Exists(Path.Combine(folder.Root, "tfplan")).Should().BeFalse();
        File.ReadAllText(Path.Combine(folder.Root, "plan.json")).Should().Contain("default in nowhere");
    }

    [PublishedTerraformFact]
    public void The_published_program_reviews_what_it_leaves()
    {
        Plan();

        Published.RunIn(folder.Root, [], "review", "plan.json").Out.Should().Contain("1 to add");
    }

    [TerraformFact]
    public void Arguments_know_the_environment_and_are_no_shell()
    {
        folder.Write("prod.tfvars", """region = "Oslo" """);

        var (exitCode, log) = Plan(("ARGUMENTS", "-var-file={environment}.tfvars -var=shell=$(id);*"), ("ENVIRONMENT", "prod"));

        exitCode.Should().Be(0, log);
        File.ReadAllText(Path.Combine(folder.Root, "plan.json")).Should().Contain("default in Oslo$(id);*");
    }

    [TerraformFact]
    public void Variables_of_the_secret_reach_the_plan_and_are_masked_before_anything_is_printed()
    {
        var (exitCode, log) = Plan(("PLAN_ENVIRONMENT", "TF_VAR_region=a=b c=\r\n\nTF_VAR_shell=!"));

        exitCode.Should().Be(0, log);
        log.Should().StartWith("::add-mask::a=b c=\n::add-mask::!\n::stop-commands::");
        File.ReadAllText(Path.Combine(folder.Root, "plan.json")).Should().Contain("default in a=b c=!");
    }

    [TerraformFact]
    public void The_workspace_is_the_one_of_the_job()
    {
        var (exitCode, log) = Plan(("WORKSPACE", "staging"));

        exitCode.Should().NotBe(0, "terraform knows no such workspace, and planning another would lie");
        log.Should().Contain("staging");
        File.Exists(Path.Combine(folder.Root, "plan.json")).Should().BeFalse();
    }

    [TerraformFact]
    public void A_plan_that_fails_fails_the_step()
    {
        folder.Write("broken.tf", """resource "terraform_data" "site" {}""");

        var (exitCode, _) = Plan();

        exitCode.Should().NotBe(0);
        File.Exists(Path.Combine(folder.Root, "plan.json")).Should().BeFalse();
    }

    private (int ExitCode, string Log) Plan(params (string Name, string Value)[] variables) => PlanStep.Run(folder.Root, variables);
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class PublishedTerraformFactAttribute : FactAttribute
{
    public PublishedTerraformFactAttribute() => Skip = Published.ReasonToSkip ?? new TerraformFactAttribute().Skip;
}
