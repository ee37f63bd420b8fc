using System.Diagnostics;
using TfPilot.EndToEnd.Tests.App;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.Applies;

/// <summary>A project is destroyed as it was approved and confirmed.</summary>
public sealed class DestroyStories(GitHubSimulator github) : IClassFixture<GitHubSimulator>
{
    private const string Settings = """
        version: 1
        environments:
          prod: { paths: ["envs/prod/**"], approvals: { teams: [platform], count: 2 } }
          dev:
            paths: ["envs/dev/**"]
            approvals: { teams: [devs], invalidate_on: plan }
            destroy: { confirm: true }
        apply: { workflows: [.github/workflows/apply.yml] }
        """;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [ApplyTheory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_project_is_destroyed_by_command_after_approval_merge_and_confirmation(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine, Settings);
        var commands = new CommandStory(github, story.App);
        var made = await story.ProposeAsync(TerraformProject.Configuration(("web", "one"), ("db", "one")));
        await story.ApproveAsync(made);
        (await story.GateAsync(await story.MergeAsync(made))).Result.ExitCode.Should().Be(0);
        story.ApplyAndRecord().ExitCode.Should().Be(0);

        await commands.AskAsync(made, "bob", "/tfpilot destroy dev envs/dev");
        var pull = await OpenedAsync(story, "Destroy envs/dev in dev");
        story.Project.Destroys = true;
        await story.App.SendFactsAsync(pull, story.Project.Facts());
        await story.ApproveAsync(pull);
        var commit = await story.MergeAsync(pull);
        var (unconfirmed, _) = await story.GateAsync(commit);
        await commands.AskAsync(pull, "bob", "/tfpilot confirm DESTROY envs/dev");
        var (confirmed, _) = await story.GateAsync(commit);
        var record = story.ApplyAndRecord();

        unconfirmed.ExitCode.Should().Be(1, unconfirmed.Error);
        unconfirmed.Out.Should().Contain("an approver writes `/tfpilot confirm DESTROY envs/dev` in #");
        confirmed.ExitCode.Should().Be(0, confirmed.Out + confirmed.Error);
        record.Out.Should().Contain("0 added, 0 changed, 2 destroyed");
        var (_, replies) = await commands.AskAsync(pull, "ann", "/tfpilot timeline");
        replies[0].Should().MatchRegex("(?s)the approval of eve counts.*merged as.*no for dev, envs/dev.*" +
            "bob confirmed that envs/dev is destroyed.*go for dev, envs/dev.*2 destroyed");
    }

    [ApplyTheory]
    [OnSqlite]
    public async Task What_a_deletion_left_behind_is_destroyed_by_one_pull_request(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var commands = new CommandStory(github, story.App);
        await story.GateNewChangeAsync(TerraformProject.Configuration(("web", "one")));
        story.ApplyAndRecord().ExitCode.Should().Be(0);
        var deleting = (int)(await github.ActAsync("openPullRequest", new
        {
            repo = "acme/infra",
            by = "ann",
            head = "delete",
            files = new Dictionary<string, string?> { [$"{TerraformProject.Folder}/main.tf"] = null },
        }))["number"]!;
        await story.MergeAsync(deleting); // past the check

        await commands.AskAsync(deleting, "bob", "/tfpilot cleanup");
        var pull = await OpenedAsync(story, "Destroy what is left of envs/dev in dev");
        await commands.AskAsync(deleting, "bob", "/tfpilot cleanup");
        story.Project.Destroys = true;
        await story.App.SendFactsAsync(pull, story.Project.Facts());
        await story.ApproveAsync(pull);
        var (gate, _) = await story.GateAsync(await story.MergeAsync(pull));
        var record = story.ApplyAndRecord();

        gate.ExitCode.Should().Be(0, gate.Out + gate.Error);
        record.Out.Should().Contain("0 added, 0 changed, 1 destroyed");
        AppStory.Pulls(await story.App.StateAsync()).Count(
            one => ((string)one["title"]!).StartsWith("Destroy ", StringComparison.Ordinal)).Should().Be(1);
        var (_, replies) = await commands.AskAsync(deleting, "ann", "/tfpilot timeline");
        replies[0].Should().Contain("left the state of envs/dev (dev) behind, which still holds 1 resources");
    }

    /// <returns>The number of the pull request with the title, once the App has opened it.</returns>
    private static async Task<int> OpenedAsync(ApplyStory story, string title)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Timeout)
        {
            var found = AppStory.Pulls(await story.App.StateAsync())
                .FirstOrDefault(pull => (string?)pull["title"] == title);
            if (found is not null) return (int)found["number"]!;
            await Task.Delay(100);
        }

        var said = (await story.App.StateAsync())["comments"]!.AsArray().Select(comment => (string)comment!["body"]!);
        throw new InvalidOperationException($"no pull request '{title}' was opened; {string.Join("; ", said)}");
    }
}
