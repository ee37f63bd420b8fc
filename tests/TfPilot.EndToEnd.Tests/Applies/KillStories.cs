using TfPilot.EndToEnd.Tests.App;
using TfPilot.GitHub.Tests.Simulator;
using TfPilot.Storage.Tests;

namespace TfPilot.EndToEnd.Tests.Applies;

/// <summary>
/// The App is killed between any two steps of an apply: nothing has happened, or a repetition finishes it.
/// </summary>
public sealed class KillStories(GitHubSimulator github) : IClassFixture<GitHubSimulator>
{
    private const string Repository = "/repos/acme/infra";
    private const string GraphQl = "/graphql";

    [ApplyTheory, OnPostgres]
    public async Task A_repeated_apply_finishes_what_a_killed_App_began(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        await using var killer = new AppKiller(github, story.App);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        await story.ApproveAsync(pull);
        var commit = "";

        await killer.KillDuringAsync("POST", GraphQl, async () => commit = await story.MergeAsync(pull));
        await killer.KillAsync();
        await killer.KillDuringAsync("GET", $"{Repository}/installation", async () => await story.GateAsync(commit));
        await killer.KillDuringAsync("POST", GraphQl, () => Task.FromResult(story.AskAgain()));
        story.AskAgain().ExitCode.Should().Be(0);
        await killer.KillAsync();
        story.AskAgain().ExitCode.Should().Be(0, "the same job may ask again");
        await killer.KillDuringAsync(
            "GET", $"{Repository}/installation", () => Task.FromResult(story.ApplyAndRecord()));
        var record = story.Record("--result", "apply.jsonl", "--state", "state.json", "--exit-code", "0");

        record.Out.Should().Contain("The lock is released.");
        (await killer.Database.AppliesAsync()).Should()
            .BeEquivalentTo($"#{pull} approved for {TerraformProject.Folder}", $"#{pull} applied");
        (await story.App.AskAsync("audit", "verify")).ExitCode.Should().Be(0);
        await story.GateNewChangeAsync(TerraformProject.Configuration(("web", "two")));
    }

    [KillTheory]
    [InlineData("GET", $"{Repository}/issues/comments/*")] // before the App knows the command
    [InlineData("POST", $"{Repository}/issues/comments/*/reactions")] // after it decided
    [InlineData("POST", $"{Repository}/actions/workflows/*/dispatches")] // when it starts the run
    public async Task A_command_of_a_killed_App_starts_the_apply_once(string method, string path)
    {
        using var story = await ApplyStory.BeginAsync(github, SqlDialect.Postgres);
        await using var killer = new AppKiller(github, story.App);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        await story.ApproveAsync(pull);
        await story.MergeAsync(pull);
        await story.App.WaitUntilQuietAsync();

        await killer.KillDuringAsync(method, path, () => github.ActAsync(
            "comment", new { repo = "acme/infra", pull, by = "eve", body = "/tfpilot apply dev" }));

        (await killer.DispatchesAsync()).Should().Be(1);
        var replies = await new CommandStory(github, story.App).RepliesAsync(pull);
        replies.Should().ContainSingle(reply => reply.Contains("apply", StringComparison.Ordinal));
    }
}

/// <summary>A test like <see cref="ApplyTheoryAttribute"/> that also needs PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KillTheoryAttribute : TheoryAttribute
{
    public KillTheoryAttribute() => Skip = new ApplyTheoryAttribute().Skip ?? PostgresServer.ReasonToSkip!;
}
