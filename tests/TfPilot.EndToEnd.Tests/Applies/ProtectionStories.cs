using System.Text.Json.Nodes;
using TfPilot.EndToEnd.Tests.App;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.Applies;

/// <summary>The App answers GitHub's deployment protection rule before a job starts.</summary>
public sealed class ProtectionStories(GitHubSimulator github) : IClassFixture<GitHubSimulator>
{
    [ApplyTheory]
    [InlineData(SqlDialect.Sqlite)]
    public async Task A_job_of_the_apply_workflow_at_the_approved_merge_may_start_and_no_other(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        await story.ApproveAsync(pull);
        var commit = await story.MergeAsync(pull);

        (await AnswerAsync(story, await RequestAsync(commit))).Should().Be(
            ("approved", "**dev**: the merged change is approved. The gate in the job checks the plan."));
        var (adHoc, why) = await AnswerAsync(story, await RequestAsync(commit, workflow: "plan.yml"));
        adHoc.Should().Be("rejected");
        why.Should().Contain("The run is of acme/infra/.github/workflows/plan.yml@");
    }

    [ApplyTheory]
    [InlineData(SqlDialect.Sqlite)]
    public async Task A_merge_past_the_check_may_not_start(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        var commit = await story.MergeAsync(pull);

        var (state, comment) = await AnswerAsync(story, await RequestAsync(commit));

        state.Should().Be("rejected");
        comment.Should().Contain("was merged without approval: dev: 0 of 1 approval, devs missing");
    }

    [ApplyTheory]
    [InlineData(SqlDialect.Sqlite)]
    public async Task A_lost_question_is_answered_by_the_scan(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        await story.ApproveAsync(pull);
        var commit = await story.MergeAsync(pull);
        await github.PostAsync(
            "faults", new { target = "webhook", kind = "drop", @event = "deployment_protection_rule", count = 1 });

        var run = await RequestAsync(commit);
        await story.App.WaitUntilQuietAsync();
        story.App.Replace(0); // A new instance scans at once.

        (await AnswerAsync(story, run)).State.Should().Be("approved");
    }

    [ApplyTheory]
    [InlineData(SqlDialect.Sqlite)]
    public async Task The_first_approved_change_of_an_environment_may_start_when_its_merge_was_lost(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        await story.ApproveAsync(pull);
        await story.App.WaitUntilQuietAsync();
        await github.PostAsync("faults", new { target = "webhook", kind = "drop", @event = "pull_request", count = 1 });
        var commit = await story.MergeAsync(pull);

        (await AnswerAsync(story, await RequestAsync(commit))).Should().Be(
            ("approved", "**dev**: the merged change is approved. The gate in the job checks the plan."));
    }

    /// <summary>A job that deploys to dev asks for permission.</summary>
    /// <returns>The id of its run.</returns>
    private async Task<long> RequestAsync(string commit, string workflow = "apply.yml") =>
        (long)(await github.ActAtOnceAsync("requestDeployment", new
        {
            repo = "acme/infra", workflow, @event = "push", head_sha = commit, environment = "dev", @ref = "main",
            by = "bob",
        }))["run_id"]!;

    private static async Task<(string State, string Comment)> AnswerAsync(ApplyStory story, long run)
    {
        for (var tries = 0; tries < 600; tries++, await Task.Delay(100))
        {
            var gates = (await story.App.StateAsync())["gates"]!.AsArray();
            if (gates.FirstOrDefault(gate => (long)gate!["run_id"]! == run) is JsonObject answered
                && (string)answered["state"]! != "pending")
                return ((string)answered["state"]!, (string?)answered["comments"]!.AsArray().LastOrDefault() ?? "");
        }

        throw new InvalidOperationException($"run {run} was not answered");
    }
}
