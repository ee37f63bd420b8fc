using TfPilot.EndToEnd.Tests.App;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.Applies;

/// <summary>An environment whose settings require approvals between the merge and the apply.</summary>
public sealed class ApplyApprovalStories(GitHubSimulator github) : IClassFixture<GitHubSimulator>
{
    private const string Settings = """
        version: 1
        environments:
          prod: { paths: ["envs/prod/**"], approvals: { teams: [platform], count: 2 } }
          dev:
            paths: ["envs/dev/**"]
            approvals: { teams: [devs], invalidate_on: plan }
            apply_approvals: { teams: [devs], allow_contributors: true }
        apply: { workflows: [.github/workflows/apply.yml] }
        """;

    [ApplyTheory, OnSqlite, OnPostgres]
    public async Task A_job_waits_until_the_apply_is_approved_and_the_approvers_are_asked_once(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine, Settings);
        var commands = new CommandStory(github, story.App);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        await story.ApproveAsync(pull);
        var commit = await story.MergeAsync(pull);

        var (before, run) = await story.GateAsync(commit);
        story.AskAgain().ExitCode.Should().Be(1);
        await story.App.WaitUntilQuietAsync();
        var author = await commands.AskAsync(pull, "ann", "/tfpilot approve-apply dev");
        var approver = await commands.AskAsync(pull, "eve", "/tfpilot approve-apply dev");
        var after = story.AskAgain();

        before.ExitCode.Should().Be(1, before.Error);
        before.Out.Should().Contain("dev needs 1 approval before an apply, of devs, and has 0");
        (await commands.RepliesAsync(pull)).Where(reply => reply.Contains($"run {run} waits", StringComparison.Ordinal))
            .Should().ContainSingle().Which.Should().Contain("@acme/devs can approve it");
        author.Replies.Should().ContainSingle().Which.Should().Contain("ann is the author");
        approver.Reaction.Should().Be("+1");
        after.ExitCode.Should().Be(0, after.Out);
        story.ApplyAndRecord().ExitCode.Should().Be(0);
    }

    [ApplyTheory, OnSqlite]
    public async Task An_approval_whose_comment_was_edited_does_not_count(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine, Settings);
        var commands = new CommandStory(github, story.App);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        await story.ApproveAsync(pull);
        var commit = await story.MergeAsync(pull);
        await commands.AskAsync(pull, "eve", "/tfpilot approve-apply dev");
        var comment = (await story.App.StateAsync())["comments"]!.AsArray().Last(
            one => ((string)one!["body"]!).StartsWith("/tfpilot approve-apply", StringComparison.Ordinal))!;
        await github.ActAsync("editComment",
            new { comment_id = (long)comment["id"]!, by = "eve", body = "/tfpilot approve-apply dev please" });

        var (gate, _) = await story.GateAsync(commit);

        gate.ExitCode.Should().Be(1, gate.Error);
        gate.Out.Should().Contain("The approval of eve does not count: the comment was edited or deleted.");
    }

    [ApplyTheory, OnSqlite]
    public async Task The_button_of_the_check_approves_the_apply_after_the_merge(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine, Settings);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        await story.ApproveAsync(pull);
        var check = await story.App.CheckAsync(
            pull, one => (string?)one["conclusion"] == "success", "tfpilot / dev");
        var commit = await story.MergeAsync(pull);
        await github.ActAsync("clickCheckAction",
            new { check_run_id = (long)check["id"]!, identifier = "approve-apply", by = "eve" });
        await story.App.WaitUntilQuietAsync();

        var (gate, _) = await story.GateAsync(commit);

        gate.ExitCode.Should().Be(0, gate.Out);
    }
}
