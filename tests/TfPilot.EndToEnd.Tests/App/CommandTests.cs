using System.Text.Json.Nodes;
using Npgsql;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.App;

/// <summary>Commands in comments and buttons of checks, and their effects.</summary>
public sealed class CommandTests(GitHubSimulator github) : IClassFixture<GitHubSimulator>
{
    [AppTheory, OnSqlite, OnPostgres]
    public async Task Two_pull_requests_lock_an_environment_one_after_the_other(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var commands = await CommandStory.BeginAsync(github, story);
        var (first, second) = (await story.OpenAsync("f"), await story.OpenAsync("g"));

        var taken = await commands.AskAsync(first, "bob", "/tfpilot lock prod migration of the ledger");
        var queued = await commands.AskAsync(second, "cy", "Me too.\n/tfpilot lock PROD next");
        await commands.CheckAsync(second, "failure", $"Wait for #{first}, which locked it", "tfpilot / prod");
        var refused = await commands.AskAsync(first, "eve", "/tfpilot unlock prod");
        var given = await commands.AskAsync(first, "bob", "/tfpilot unlock prod");
        await commands.CheckAsync(second, "action_required", "holds the lock", "tfpilot / prod");
        await github.ActAsync("closePullRequest", new { repo = "acme/infra", pull = second, by = "ann" });
        await commands.CheckAsync(first, "action_required", "et 2 approvals from platform", "tfpilot / prod");
        var status = await commands.AskAsync(first, "bob", "/tfpilot status");

        (taken.Reaction, queued.Reaction, given.Reaction).Should().Be(("+1", "eyes", "+1"));
        taken.Replies.Concat(queued.Replies).Concat(given.Replies).Should().BeEmpty();
        refused.Reaction.Should().Be("confused");
        refused.Replies.Should().ContainSingle().Which.Should()
            .StartWith("Sorry, eve may not unlock prod: bob locked it");
        status.Replies.Should().ContainSingle().Which.Should().Contain("tfpilot").And.NotContain("cy locked");
        (await github.ViolationsAsync()).Should().BeEmpty();
    }

    [AppTheory, OnSqlite, OnPostgres]
    public async Task An_override_allows_this_plan_and_no_later_one(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var commands = await CommandStory.BeginAsync(github, story);
        var pull = await story.OpenAsync("f");
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/prod", "prod"));
        await commands.CheckAsync(pull, "action_required", "et 2 approvals from platform");

        var author =
            await commands.AskAsync(pull, "ann", "/tfpilot override prod the ledger is down and customers wait");
        var stranger =
            await commands.AskAsync(pull, "bob", "/tfpilot override prod the ledger is down and customers wait");
        var curt = await commands.AskAsync(pull, "eve", "/tfpilot override prod hurry");
        var given =
            await commands.AskAsync(pull, "eve", "/tfpilot override prod the ledger is down and customers wait");
        await commands.CheckAsync(pull, "success", "overridden by eve");
        await story.PushAsync("f", "# more\n");

        new[] { author, stranger, curt }.Select(answer => (answer.Reaction, answer.Replies.Count)).Should()
            .AllBeEquivalentTo(("confused", 1));
        (author.Replies[0], stranger.Replies[0], curt.Replies[0]).Should().Match<(string, string, string)>(said =>
            said.Item1.Contains("ann is the author") && said.Item2.Contains("bob is not known to be in devs")
            && said.Item3.Contains("shorter than 15 characters"));
        (given.Reaction, given.Replies.Count).Should().Be(("+1", 0));
        await commands.CheckAsync(pull, "action_required", "it was given for another head");
        (await github.ViolationsAsync()).Should().BeEmpty();
    }

    [AppTheory, OnSqlite]
    public async Task Policy_findings_are_approved_by_the_approvers_in_a_comment(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var commands = await CommandStory.BeginAsync(github, story);
        var pull = await story.OpenAsync("f", "envs/dev/main.tf");
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/dev", "dev"));
        await commands.CheckAsync(pull, "action_required", "comment /tfpilot approve-policy accounts");

        var wrong = await commands.AskAsync(pull, "bob", "/tfpilot approve-policy accounts");
        var unknown = await commands.AskAsync(pull, "eve", "/tfpilot approve-policy acounts");
        var given = await commands.AskAsync(pull, "eve", "/tfpilot approve-policy accounts");
        await commands.CheckAsync(pull, "success", "");

        wrong.Replies.Should().ContainSingle().Which.Should().Contain("bob is not known to be in devs");
        unknown.Replies.Should().ContainSingle().Which.Should().Contain("Write /tfpilot approve-policy accounts");
        given.Reaction.Should().Be("+1");
    }

    [AppTheory, OnSqlite]
    public async Task An_edited_comment_no_longer_approves(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var commands = await CommandStory.BeginAsync(github, story);
        var pull = await story.OpenAsync("f", "envs/dev/main.tf");
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/dev", "dev"));
        await commands.AskAsync(pull, "eve", "/tfpilot approve-policy accounts");
        await commands.CheckAsync(pull, "success", "");
        var comment = (await story.StateAsync())["comments"]!.AsArray()
            .Single(said => (string)said!["user"]! == "eve")!;

        await github.ActAsync(
            "editComment", new { comment_id = (long)comment["id"]!, by = "eve", body = "never mind" });

        await commands.CheckAsync(pull, "action_required", "the comment was edited");
    }

    [AppTheory, OnSqlite]
    public async Task Each_comment_is_answered_once_even_if_delivered_several_times(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine, instances: 2);
        var commands = await CommandStory.BeginAsync(github, story);
        var pull = await story.OpenAsync("f");
        await github.PostAsync(
            "faults", new { target = "webhook", kind = "duplicate", @event = "issue_comment", count = 3 });

        await commands.AskAsync(pull, "bob", "/tfpilot help");
        var quoted = await github.ActAsync(
            "comment", new { repo = "acme/infra", pull, by = "bob", body = "> /tfpilot help\n/tfpilot help" });
        await github.ActAsync(
            "editComment", new { comment_id = (long)quoted["id"]!, by = "bob", body = "/tfpilot help" });
        await story.ReceiveDeliveriesAsync(1);
        foreach (var delivery in (await github.GetAsync("deliveries?event=issue_comment"))["deliveries"]!.AsArray()
            .Take(1))
            await github.PostAsync("deliveries/redeliver", new { guid = (string)delivery!["guid"]!, wait = true });
        await commands.AskAsync(pull, "bob", "/tfpilot status");

        (await commands.RepliesAsync(pull)).Should()
            .SatisfyRespectively(help => help.Should().Contain("/tfpilot lock ENV REASON"),
                status => status.Should().Contain("tfpilot / prod"));
    }

    [AppTheory, OnSqlite]
    public async Task A_check_action_runs_with_the_permissions_of_the_user(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var commands = await CommandStory.BeginAsync(github, story);
        var (pull, other) = (await story.OpenAsync("f"), await story.OpenAsync("g"));
        await commands.AskAsync(pull, "bob", "/tfpilot lock prod migration");
        var check = await commands.CheckAsync(other, "failure", $"Wait for #{pull}, which locked it", "tfpilot / prod");
        await commands.CheckAsync(pull, "action_required", "holds the lock", "tfpilot / prod");

        await github.ActAsync(
            "clickCheckAction", new { check_run_id = (long)check["id"]!, identifier = "unlock", by = "eve" });
        await commands.AskAsync(pull, "bob", "/tfpilot recheck");
        await commands.CheckAsync(other, "failure", $"Wait for #{pull}, which locked it", "tfpilot / prod");
        await github.ActAsync(
            "clickCheckAction", new { check_run_id = (long)check["id"]!, identifier = "unlock", by = "dee" });

        await commands.CheckAsync(other, "action_required", "et 2 approvals from platform", "tfpilot / prod");
        (await story.AskAsync("audit", "export")).Out.Should()
            .Contain("eve may not unlock prod").And.Contain("dee released the lock or queue entry");
        (await github.ViolationsAsync()).Should().BeEmpty();
    }

    [AppTheory, OnPostgres]
    public async Task The_audit_log_verifies_contains_each_checks_head_and_reveals_tampering(
        SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var commands = await CommandStory.BeginAsync(github, story);
        var pull = await story.OpenAsync("f");
        await commands.AskAsync(pull, "bob", "/tfpilot lock prod migration");
        var check = await commands.CheckAsync(pull, "action_required", "holds the lock", "tfpilot / prod");
        var head = Head(check);

        var intact = await story.AskAsync("audit", "verify");
        var exported = await story.AskAsync("audit", "export");
        using var folder = new TemporaryFolder();
        var elsewhere = Published.RunIn(
            folder.Root, [], "audit", "verify", folder.Write("history.jsonl", exported.Out), "--head", head);
        await using (var connection = new NpgsqlConnection(story.Database))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText =
                "UPDATE audit SET line = replace(line, 'migration', 'maintenance') WHERE kind = 'Lock'";
            (await command.ExecuteNonQueryAsync()).Should().Be(1);
        }

        var tampered = await story.AskAsync("audit", "verify");

        intact.ExitCode.Should().Be(0, intact.Out);
        elsewhere.ExitCode.Should().Be(0, elsewhere.Out);
        tampered.ExitCode.Should().Be(1);
        tampered.Out.Should().Contain("was changed after it was written");
    }

    /// <summary>The last line of a check's summary.</summary>
    private static string Head(JsonNode check) =>
        ((string)check["output"]!["summary"]!).TrimEnd('\n').Split('\n')[^1]
        .Replace("Audit: ", "", StringComparison.Ordinal).Trim('`');
}
