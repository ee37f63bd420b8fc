using TfPilot.EndToEnd.Tests.App;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.Applies;

/// <summary>A change is applied only as it was approved.</summary>
public sealed class ApplyStories(GitHubSimulator github) : IClassFixture<GitHubSimulator>
{
    [ApplyTheory]
    [InlineData(SqlDialect.Sqlite, "merge")]
    [InlineData(SqlDialect.Sqlite, "squash")]
    [InlineData(SqlDialect.Sqlite, "rebase")]
    [InlineData(SqlDialect.Sqlite, "queue")]
    public async Task The_gate_lets_the_approved_plan_pass(SqlDialect engine, string method)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        await story.ApproveAsync(pull);
        var commit = await story.MergeAsync(pull, method);

        var (gate, _) = await story.GateAsync(commit);

        gate.Out.Should().Contain("go: envs/dev (dev) may be applied");
        gate.ExitCode.Should().Be(0, gate.Error);
        story.Project.Apply().ExitCode.Should().Be(0);
    }

    [ApplyTheory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_recorded_apply_releases_the_lock_for_the_next_change(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        await story.GateNewChangeAsync(TerraformProject.Configuration(("web", "one")));

        var record = story.ApplyAndRecord();
        var again = story.Record("--result", "apply.jsonl", "--state", "state.json", "--exit-code", "0");
        var other = story.Record("--exit-code", "1");

        record.Out.Should().Contain("envs/dev (dev): applied, 1 added, 0 changed, 0 destroyed");
        record.ExitCode.Should().Be(0, record.Error);
        again.ExitCode.Should().Be(0, again.Out);
        other.Out.Should().Contain("already sent a different record");
        other.ExitCode.Should().Be(2);
        var next = await story.GateNewChangeAsync(TerraformProject.Configuration(("web", "two"), ("db", "one")));
        next.Out.Should().Contain("go: ");
    }

    [ApplyTheory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_timeline_names_every_step_from_the_opening_to_the_apply(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        await story.ApproveAsync(pull);
        await story.GateAsync(await story.MergeAsync(pull));
        story.ApplyAndRecord().ExitCode.Should().Be(0);

        var (_, replies) = await new CommandStory(github, story.App).AskAsync(pull, "ann", "/tfpilot timeline");

        replies.Should().ContainSingle().Which.Should().MatchRegex(
            "(?s)opened by ann.*plan \\| run .*the approval of eve counts.*merged as .* by bob.*go for dev, " +
            "envs/dev.*applied, 1 added, 0 changed, 0 destroyed.*exit code 0");
    }

    [ApplyTheory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_registry_finds_what_an_apply_made_and_destroyed(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        await story.GateNewChangeAsync(TerraformProject.Configuration(("web", "one"), ("db", "one")));
        story.ApplyAndRecord().ExitCode.Should().Be(0);
        await story.GateNewChangeAsync(TerraformProject.Configuration(("db", "one")));
        story.ApplyAndRecord().ExitCode.Should().Be(0);
        var token = (string)(await github.PostAsync("tokens", new { user = "bob" }))["token"]!;

        var created = story.Find("TERRAFORM_DATA.db", token);
        var destroyed = story.Find("terraform_data.web", token);

        created.Out.Should().Contain("terraform_data.db").And.Contain("in: envs/dev (dev)")
            .And.MatchRegex(@"created by: run \d+ of #\d+").And.Contain("changed by: run");
        created.ExitCode.Should().Be(0, created.Error);
        destroyed.Out.Should().MatchRegex(@"destroyed by: run \d+ of #\d+");
        story.Find("terraform_data.we", token).ExitCode.Should().Be(1, "only whole texts are found");
        var unknown = story.Find("terraform_data.db", "ghp_unknown");
        unknown.Error.Should().Contain("the token cannot read it");
        unknown.ExitCode.Should().Be(2);
    }

    [ApplyTheory]
    [OnSqlite]
    public async Task A_failed_apply_keeps_the_lock_until_its_fix_is_applied(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        await story.GateNewChangeAsync(
            TerraformProject.Configuration(("web", "one")) + TerraformProject.Failing("db"));

        var record = story.ApplyAndRecord();

        record.Out.Should().Contain("envs/dev (dev): partial, 1 added, 0 changed, 0 destroyed")
            .And.Contain("terraform_data.db: create failed").And.Contain("error: local-exec provisioner error");
        record.ExitCode.Should().Be(0, record.Error);
        record.Out.Should().Contain("The lock is held until the fix is applied.");
        await story.GateNewChangeAsync(TerraformProject.Configuration(("web", "one"), ("db", "one")));
        story.ApplyAndRecord().Out.Should().Contain("applied").And.Contain("The lock is released.");
    }

    [ApplyTheory]
    [OnSqlite]
    public async Task A_cancelled_apply_without_files_is_recorded(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        await story.GateNewChangeAsync(TerraformProject.Configuration(("web", "one")));

        var record = story.Record("--result", "missing.jsonl", "--state", "missing.json", "--exit-code", "");

        record.Out.Should().Contain("envs/dev (dev): unknown").And.Contain("missing.json does not exist");
        record.ExitCode.Should().Be(0, record.Error);
        record.Out.Should().Contain("The lock is held until the fix is applied.");
    }

    [ApplyTheory]
    [OnSqlite]
    public async Task A_record_without_the_gates_permission_is_rejected(SqlDialect engine)
    {
        using var story = await ApplyStory.BeginAsync(github, engine);
        var pull = await story.ProposeAsync(TerraformProject.Configuration(("web", "one")));
        var commit = await story.MergeAsync(pull);
        var (gate, _) = await story.GateAsync(commit);
        gate.ExitCode.Should().Be(1, gate.Out);

        var record = story.ApplyAndRecord();

        record.Out.Should().Contain("The gate allowed no apply of envs/dev to dev")
            .And.Contain("The apply itself is not affected");
        record.ExitCode.Should().Be(2);
    }
}

/// <summary>A test with real terraform, the App and the GitHub simulator.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApplyTheoryAttribute : TheoryAttribute
{
    public ApplyTheoryAttribute() => Skip = new AppTheoryAttribute().Skip ?? new TerraformFactAttribute().Skip!;
}
