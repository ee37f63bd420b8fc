using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

/// <summary>Which conditions prevent a job from running for pull requests, as GitHub evaluates them.</summary>
public class ConditionTests
{
    [Theory]
    [InlineData("github.event_name == 'push'", true)]
    [InlineData("${{ github.event_name != 'pull_request' }}", true)]
    [InlineData("github.event_name == 'PULL_REQUEST'", false)] // texts are compared without regard to case
    [InlineData("'push' == github.event_name", true)]
    [InlineData("github.event_name == 'push' || github.event_name == 'workflow_dispatch'", true)]
    [InlineData("github.event_name == 'push' || inputs.apply", true)] // no inputs without workflow_call or dispatch
    [InlineData("github.event_name == 'push' || needs.plan.outputs.any == 'true'", false)]
    [InlineData("github.event_name == 'push' && needs.plan.outputs.any == 'true'", true)]
    [InlineData("needs.plan.outputs.any == 'true' && github.ref == 'refs/heads/main'", true)]
    [InlineData("(github.ref == 'refs/heads/main' || startsWith(github.ref, 'refs/tags/')) && always()", true)]
    [InlineData("!startsWith(github.ref, 'refs/pull/')", true)]
    [InlineData("startsWith(github.ref, 'refs/pull/')", false)]
    [InlineData("github.ref_name == 'main'", true)]
    [InlineData("github.ref != 'refs/heads/main'", false)]
    [InlineData("contains(fromJSON('[\"push\", \"schedule\"]'), github.event_name)", true)]
    [InlineData("contains(fromJSON('[\"push\", \"pull_request\"]'), github.event_name)", false)]
    [InlineData("contains('push,schedule', github.event_name)", true)]
    [InlineData("!(github.event_name == 'pull_request')", true)]
    [InlineData("github.event.pull_request == null", true)]
    [InlineData("!github.event.pull_request", true)]
    [InlineData("github.event.pull_request.merged", true)] // what was merged was looked at
    [InlineData("github.event.pull_request.merged == true && github.base_ref == 'main'", true)]
    [InlineData("github.event.action == 'closed'", false)] // also without a merge
    [InlineData("github.head_ref == ''", true)]
    [InlineData("github.head_ref != ''", false)]
    [InlineData("github.event.inputs.environment == 'prod'", true)]
    [InlineData("github.event.workflow_run.conclusion == 'success'", true)]
    [InlineData("github.actor != 'dependabot[bot]'", false)]
    [InlineData("env.APPLY == 'true'", false)]
    [InlineData("vars['APPLY'] == 'yes'", false)]
    [InlineData("false", true)]
    [InlineData("${{ false }}", true)]
    [InlineData("failure() && github.ref == 'refs/heads/main'", true)]
    [InlineData("", false)]
    [InlineData("  ", false)]
    [InlineData("github.event_name == 'it''s'", true)]
    [InlineData("github.event_name == ", false)] // no expression: GitHub starts nothing, but that is not for us to say
    [InlineData("github.event_name == 'push' )", false)]
    [InlineData("${{ github.event_name == 'push' }} ", true)]
    [InlineData("${{ github.event_name }} == 'push'", false)] // a text, and so true
    public void A_condition_excludes_pull_requests_only_if_it_cannot_be_met(string condition, bool isExcluded) =>
        PullConditions.Exclude(condition, ["push", "pull_request"]).Should().Be(isExcluded);

    [Theory]
    [InlineData("pull_request_target", "github.ref == 'refs/heads/main'", false)] // there it is the base
    [InlineData("pull_request_target", "github.event_name == 'pull_request'", true)]
    [InlineData("pull_request pull_request_target", "github.event_name == 'pull_request'", false)]
    [InlineData("pull_request workflow_call", "inputs.apply", false)] // a caller may give it
    public void A_condition_is_evaluated_for_every_event(string events, string condition, bool isExcluded) =>
        PullConditions.Exclude(condition, events.Split(' ')).Should().Be(isExcluded);

    [Fact]
    public void A_deeply_nested_condition_is_treated_as_unknown()
    {
        var deep = new string('(', 5_000) + "false" + new string(')', 5_000);

        PullConditions.Exclude(deep, ["pull_request"]).Should().BeFalse();
        PullConditions.Exclude($"{new string('!', 5_001)}true", ["pull_request"]).Should().BeFalse();
    }

    [Theory]
    [InlineData("needs: plan", false)] // skipped with the job that it needs
    [InlineData("needs: plan, if: always()", true)]
    [InlineData("needs: plan, if: \"!cancelled() && github.event_name == 'push'\"", false)]
    public void A_job_is_skipped_together_with_a_job_it_needs(string keys, bool isFound)
    {
        var workflow = "on: [push, pull_request]\npermissions: {}\njobs: { plan: { if: github.event_name == 'push', " +
            $"steps: [{{ run: terraform plan }}] }}, apply: {{ {keys}, steps: [{{ run: terraform apply }}] }} }}";

        var found = DiagnosisRules.Decide(
            new([new("w.yml", workflow)], SettingsReader.Read(".tfpilot.yml", "version: 1\n", new(2030, 1, 2))));

        found.Diagnoses.Any(one => one.Id == "apply-in-pull-request").Should().Be(isFound);
    }
}
