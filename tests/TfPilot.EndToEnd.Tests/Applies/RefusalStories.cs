using TfPilot.EndToEnd.Tests.App;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.Applies;

/// <summary>What was not approved, or must not be applied now, is not applied.</summary>
public sealed class RefusalStories(GitHubSimulator github) : IClassFixture<GitHubSimulator>
{
    private static readonly string One = TerraformProject.Configuration(("web", "one"));

    [ApplyTheory, OnSqlite]
    public async Task A_plan_that_differs_from_the_approved_one_is_refused_and_the_difference_named(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var commit = await MergeApprovedAsync(story);
        story.Project.WriteFile($"{TerraformProject.Folder}/db.tf", TerraformProject.Configuration(("db", "other")));

        var (gate, _) = await story.GateAsync(commit);

        gate.ExitCode.Should().Be(1, gate.Error);
        gate.Out.Should().Contain("The plan is not the one approved in #").And.Contain("terraform_data.db");
    }

    [ApplyTheory, OnSqlite]
    public async Task A_run_of_another_workflow_event_or_branch_is_refused(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var commit = await MergeApprovedAsync(story);

        var (adHoc, _) = await story.GateAsync(commit, workflow: "plan.yml");
        var (scheduled, _) = await story.GateAsync(commit, @event: "schedule");
        var (branch, _) = await story.GateAsync(commit, @event: "workflow_dispatch", @ref: "refs/heads/change-1");

        new[] { adHoc, scheduled, branch }.Select(gate => gate.ExitCode).Should().AllBeEquivalentTo(1);
        adHoc.Out.Should().Contain("The run is of acme/infra/.github/workflows/plan.yml@refs/heads/main");
        scheduled.Out.Should().Contain("The run was started by schedule");
        branch.Out.Should().Contain("dev is applied from branch main only");
    }

    [ApplyTheory, OnSqlite]
    public async Task An_old_run_that_is_repeated_after_a_newer_apply_is_superseded(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var old = await MergeApprovedAsync(story);
        (await story.GateAsync(old)).Result.ExitCode.Should().Be(0);
        story.ApplyAndRecord().ExitCode.Should().Be(0);
        await story.GateNewChangeAsync(TerraformProject.Configuration(("web", "two")));
        story.ApplyAndRecord().ExitCode.Should().Be(0);
        story.Project.Write(One);

        var (gate, _) = await story.GateAsync(old);

        gate.ExitCode.Should().Be(1, gate.Error);
        gate.Out.Should().Contain("Superseded: #").And.Contain("is already applied");
    }

    [ApplyTheory, OnSqlite]
    public async Task Environments_ignore_case_and_unknown_or_other_ones_are_refused(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var commit = await MergeApprovedAsync(story);

        var (unknown, _) = await story.GateAsync(commit, environment: "development", jobEnvironment: "development");
        var (other, _) = await story.GateAsync(commit, jobEnvironment: "prod");
        var (same, _) = await story.GateAsync(commit, environment: "DEV", jobEnvironment: "Dev");

        unknown.ExitCode.Should().Be(1, unknown.Error);
        unknown.Out.Should().Contain("The settings define no environment development");
        other.ExitCode.Should().Be(1, other.Error);
        other.Out.Should().Contain("The job runs in the GitHub environment prod, not in dev");
        same.ExitCode.Should().Be(0, same.Out);
    }

    [ApplyTheory, OnSqlite]
    public async Task A_merge_past_the_red_check_is_refused_with_what_was_missing(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var commit = await story.MergeAsync(await story.ProposeAsync(One));

        var (gate, _) = await story.GateAsync(commit);

        gate.ExitCode.Should().Be(1, gate.Error);
        gate.Out.Should().Contain("was merged without approval: dev: 0 of 1 approval");
    }

    [ApplyTheory]
    [InlineData(SqlDialect.Sqlite, "bob", "lock", "holds the lock of dev: auditors are here")]
    [InlineData(SqlDialect.Sqlite, "dee", "freeze", "dev is frozen by dee: auditors are here")]
    public async Task A_lock_of_another_change_or_a_freeze_refuses_until_it_is_released(
        SqlDialect engine, string by, string command, string reason)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var commit = await MergeApprovedAsync(story);
        var commands = new CommandStory(github, story.App);
        var other = await story.App.OpenAsync("other", "envs/dev/other.tf");
        (await commands.AskAsync(other, by, $"/tfpilot {command} dev auditors are here")).Reaction.Should().Be("+1");

        var (held, _) = await story.GateAsync(commit);
        await commands.AskAsync(other, by, "/tfpilot unlock dev");
        var (released, _) = await story.GateAsync(commit);

        held.ExitCode.Should().Be(1, held.Error);
        held.Out.Should().Contain(reason);
        released.ExitCode.Should().Be(0, released.Out);
    }

    [ApplyTheory]
    [InlineData(SqlDialect.Sqlite, "bad-signature")]
    [InlineData(SqlDialect.Sqlite, "expired")]
    [InlineData(SqlDialect.Sqlite, "wrong-aud")]
    [InlineData(SqlDialect.Sqlite, "wrong-issuer")]
    [InlineData(SqlDialect.Sqlite, "alg-none")]
    public async Task A_forged_or_expired_token_gets_no_answer(SqlDialect engine, string tokens)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var commit = await MergeApprovedAsync(story);

        var (gate, _) = await story.GateAsync(commit, tokens: tokens);

        gate.ExitCode.Should().Be(2, gate.Out);
        gate.Out.Should().Contain("the App rejected the request (401)").And.Contain("Do not apply.");
    }

    [ApplyTheory, OnSqlite]
    public async Task An_App_that_is_down_means_not_to_apply(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var commit = await MergeApprovedAsync(story);
        await story.App.WaitUntilQuietAsync();
        story.App.Running[0].Kill();

        var (gate, _) = await story.GateAsync(commit);

        gate.ExitCode.Should().Be(2, gate.Out);
        gate.Out.Should().Contain("Do not apply.");
    }

    [ApplyTheory]
    [InlineData(SqlDialect.Sqlite, "duplicate")]
    [InlineData(SqlDialect.Sqlite, "hold")] // arrives after the apply began
    [InlineData(SqlDialect.Sqlite, "drop")]
    public async Task A_doubled_late_or_lost_delivery_of_the_merge_changes_nothing(SqlDialect engine, string fault)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var pull = await story.ProposeAsync(One);
        await story.ApproveAsync(pull);
        await github.PostAsync("faults", new { target = "webhook", kind = fault, @event = "pull_request", count = 1 });
        var commit = await story.MergeAsync(pull);

        var (gate, _) = await story.GateAsync(commit);
        if (fault == "hold") await github.PostAsync("deliveries/release", new { });
        var record = story.ApplyAndRecord();

        gate.ExitCode.Should().Be(0, gate.Out);
        record.ExitCode.Should().Be(0, record.Out);
        record.Out.Should().Contain("envs/dev (dev): applied");
    }

    private static async Task<string> MergeApprovedAsync(ApplyStory story)
    {
        var pull = await story.ProposeAsync(One);
        await story.ApproveAsync(pull);
        return await story.MergeAsync(pull);
    }
}
