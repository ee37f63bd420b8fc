using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.House;

public partial class ApplyWorkflowTests
{
    private static readonly Workflow Workflow = Workflow.Read(".github/workflows/tfpilot-apply.yml");
    private static readonly WorkflowJob Apply = Workflow.Jobs.Single(job => job.Name == "apply");

    [Fact]
    public void An_apply_is_never_canceled_by_a_later_one()
    {
        var concurrency = Workflow.Map(Apply.Node, "concurrency");

        concurrency.Children.ToDictionary(pair => $"{pair.Key}", pair => $"{pair.Value}").Should().Equal(
            new Dictionary<string, string>
            {
                ["group"] = "tfpilot-apply-${{ matrix.environment }}-${{ matrix.project }}",
                ["cancel-in-progress"] = "false",
                ["queue"] = "max",
            });
        Workflow.Text(Apply.Node, "environment").Should().Be("${{ matrix.environment }}");
    }

    [Fact]
    public void Only_the_plan_that_the_gate_accepted_is_applied()
    {
        Apply.Steps.Select(step => step.Name).Where(name => name.Length > 0).Should().Equal(
            "Install Terragrunt", "Prepare", "Plan", "Gate", "Apply", "State", "Find an unsaved state",
            "Encrypt the state", "Upload the encrypted state", "Plan again", "Verify", "Record", "Delete");
        Condition("Apply").Should().Be("steps.gate.outputs.answer == 'go'");
        Condition("Gate").Should().BeNull("it is skipped when the plan failed");
        Workflow.Text(Step("Gate").Node, "continue-on-error").Should().BeNull();
        Apply.Steps.Where(step => Applies().IsMatch(step.Run)).Should().ContainSingle()
            .Which.Run.Should().Contain("\"$TFPILOT_PLAN_FILE\" > \"$log\"");
    }

    [Fact]
    public void What_happened_is_recorded_and_deleted_even_after_a_failure_or_a_cancellation()
    {
        Condition("Record").Should().Be("${{ always() && inputs.app-url != '' && steps.plan.outcome == 'success' && " +
            "steps.gate.outputs.answer != 'no' }}");
        Condition("State").Should().StartWith("${{ always() &&");
        Condition("Delete").Should().Be("always()");
        Apply.Steps[^1].Name.Should().Be("Delete");
    }

    [Fact]
    public void A_successful_apply_is_verified_before_its_record_and_not_after_a_cancellation()
    {
        Condition("Plan again").Should().Be("${{ !cancelled() && inputs.verify && " +
            "(steps.apply.outcome == 'success' || steps.gate.outputs.answer == 'nothing') }}");
        Condition("Verify").Should().Be("${{ !cancelled() && steps.again.outcome != 'skipped' }}");
        Workflow.Text(Step("Plan again").Node, "continue-on-error").Should().Be("true", "Verify judges its result");
        Workflow.Text(Step("Verify").Node, "continue-on-error").Should().BeNull("a failed verification fails the job");
    }

    [Fact]
    public void Plan_state_and_log_never_leave_the_runner()
    {
        var used = Workflow.Jobs.SelectMany(job => job.Steps).Select(step => step.Uses.Split('@')[0])
            .Where(uses => uses.Length > 0).Distinct();

        used.Should().BeEquivalentTo("actions/checkout", "hashicorp/setup-terraform", "opentofu/setup-opentofu",
            "actions/create-github-app-token", "actions/upload-artifact", ImageReference.OnMain);
        Step("Upload the encrypted state").With("path").Should().Be("tfpilot-apply/errored.tfstate.gpg");
    }

    [Fact]
    public void A_state_that_could_not_be_saved_leaves_the_runner_only_encrypted()
    {
        Condition("Find an unsaved state").Should().StartWith("${{ always() &&");
        Condition("Encrypt the state").Should().Be("${{ always() && steps.unsaved.outputs.path != '' }}");
        Step("Encrypt the state").With("output").Should().Be(Step("Upload the encrypted state").With("path"));
        Condition("Upload the encrypted state").Should().Be("${{ always() && steps.encrypt.outcome == 'success' }}");
        Apply.Steps.Should().ContainSingle(step => step.Uses.StartsWith("actions/upload-artifact@",
            StringComparison.Ordinal));
    }

    /// <summary>
    /// Discover names an ancestor of that commit for a deleted project; otherwise the reference is empty.
    /// </summary>
    [Fact]
    public void Every_checkout_is_of_the_commit_that_the_token_names_or_of_a_deleted_project()
    {
        Workflow.Jobs.SelectMany(job => job.Steps).Where(step => step.Uses.StartsWith("actions/checkout@",
            StringComparison.Ordinal)).Select(step => step.With("ref")).Should().Equal(null, "${{ matrix.commit }}");
    }

    [Fact]
    public void The_steps_that_run_the_tool_get_the_same_variables()
    {
        static string Variables(WorkflowStep step) => $"{Workflow.Map(step.Node, "env")}";

        Variables(Step("Apply")).Should().Be(Variables(Step("Plan"))).And.Be(Variables(Step("State")))
            .And.Be(Variables(Step("Plan again")));
    }

    [Theory]
    [InlineData("assign")]
    [InlineData("sign_in")]
    public void An_apply_signs_in_like_a_plan(string function)
    {
        var plan = Workflow.Read(".github/workflows/tfpilot-plan-app.yml").Jobs.Single(job => job.Name == "plan")
            .Steps.Single(step => step.Name == "Plan").Run;

        Function(Step("Prepare").Run).Should().Be(Function(plan));

        string Function(string script) => Regex.Match(script, $@"^{function}\(\) \{{.*?^\}}$",
            RegexOptions.Singleline | RegexOptions.Multiline) is { Success: true } found ? found.Value
            : throw new InvalidOperationException(function);
    }

    private static WorkflowStep Step(string name) => Apply.Steps.Single(step => step.Name == name);

    private static string? Condition(string step) => Workflow.Text(Step(step).Node, "if");

    [GeneratedRegex(@"""\$TOOL"" apply")]
    private static partial Regex Applies();
}
