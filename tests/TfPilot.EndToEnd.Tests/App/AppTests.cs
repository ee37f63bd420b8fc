using System.Net;
using System.Text.Json.Nodes;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.App;

/// <summary>The App as a process, from the webhook to the check on GitHub.</summary>
public sealed class AppTests(GitHubSimulator github) : IClassFixture<GitHubSimulator>
{
    [AppTheory, OnSqlite, OnPostgres]
    public async Task A_pull_request_waits_for_its_plan_and_its_approvers(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pull = await story.OpenAsync("f");

        var waiting = await story.CheckAsync(pull, check => Conclusion(check) == "action_required");
        var (status, body) = await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/prod", "prod"));
        await story.ApproveAsync(pull, "bob");
        var planned = await story.CheckAsync(
            pull, check => Title(check).Contains("1 more approval", StringComparison.Ordinal));
        await story.ApproveAsync(pull, "cy");
        var passed = await story.CheckAsync(pull, check => Conclusion(check) == "success");

        Title(waiting).Should().Contain("prod");
        (status, (bool)body["trusted"]!).Should().Be((HttpStatusCode.Accepted, true), body.ToJsonString());
        Title(planned).Should().Be("prod: get 1 more approval from platform");
        passed["id"]!.ToJsonString().Should()
            .Be(waiting["id"]!.ToJsonString(), "a check is created once and then updated");
        (await story.ChecksAsync(pull)).Select(check => (string)check["name"]!).Should()
            .BeEquivalentTo(AppStory.Required, "tfpilot / prod");
        (await github.ViolationsAsync()).Should().BeEmpty();
    }

    [AppTheory, OnSqlite]
    public async Task A_push_invalidates_the_plan(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pull = await story.OpenAsync("f");
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/prod", "prod"));
        await story.ApproveAsync(pull, "bob", "cy");
        await story.CheckAsync(pull, check => Conclusion(check) == "success");

        await story.PushAsync("f", "# more\n");

        await story.CheckAsync(pull, check => Conclusion(check) == "action_required");
        (await github.ViolationsAsync()).Should().BeEmpty();
    }

    [AppTheory, OnSqlite, OnPostgres]
    public async Task Forged_evidence_changes_nothing(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pull = await story.OpenAsync("f");
        var facts = AppStory.Facts("new-service", "envs/prod", "prod");
        await story.CheckAsync(pull, check => Conclusion(check) == "action_required");

        foreach (var mode in new[] { "expired", "wrong-aud", "alg-none", "hs256", "wrong-key", "bad-signature" })
            (await story.SendFactsAsync(pull, facts, mode)).Status.Should().Be(HttpStatusCode.Unauthorized, mode);
        (await story.SendFactsAsync(pull, facts, "ok", ("repository_id", "4002"))).Status.Should()
            .Be(HttpStatusCode.Forbidden);
        var (status, other) = await story.SendFactsAsync(
            pull, facts, "ok", ("job_workflow_ref", "acme/infra/.github/workflows/mine.yml@refs/heads/main"));

        (status, (bool)other["trusted"]!).Should().Be((HttpStatusCode.Accepted, false));
        await story.CheckAsync(pull,
            check => Conclusion(check) == "action_required"
                && Summary(check).Contains("mine.yml", StringComparison.Ordinal));
        (await github.ViolationsAsync()).Should().BeEmpty();
    }

    [AppTheory, OnSqlite]
    public async Task Another_base_branch_gets_its_own_check(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        await github.ActAsync("createBranch", new { repo = "acme/infra", branch = "lax", from = "main", by = "dee" });
        var pull = await story.OpenAsync("f");
        await story.SendFactsAsync(pull, AppStory.Facts("new-service", "envs/prod", "prod"));
        await story.ApproveAsync(pull, "bob", "cy");
        await story.CheckAsync(pull, check => Conclusion(check) == "success");

        await github.ActAsync("retarget", new { repo = "acme/infra", pull, @base = "lax", by = "ann" });

        await story.CheckAsync(pull, check => Conclusion(check) is "action_required" or "failure", "tfpilot: lax");
        (await github.ViolationsAsync()).Should().BeEmpty();
    }

    [AppTheory, OnSqlite]
    public async Task A_rerequested_check_is_written_again(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        var pull = await story.OpenAsync("f");
        var ours = await story.CheckAsync(pull, found => Conclusion(found) == "action_required");
        var other = await github.ActAsync("createCheckRun",
            new
            {
                repo = "acme/infra", app = "tfpilot", name = AppStory.Required, head_sha = (string)ours["head_sha"]!,
                conclusion = "success"
            });

        await github.ActAsync("rerequestCheckRun", new { check_run_id = (long)other["id"]!, by = "bob" });

        var check = await story.CheckAsync(pull, found => Conclusion(found) == "action_required");
        check["id"]!.ToJsonString().Should()
            .Be(other["id"]!.ToJsonString(), "only the request shows that the other write succeeded");
        (await github.ViolationsAsync()).Should().BeEmpty();
    }

    [AppTheory, OnSqlite]
    public async Task Deliveries_missed_while_the_App_was_down_are_recovered(SqlDialect engine)
    {
        using var story = await AppStory.BeginAsync(github, engine);
        await story.WaitUntilQuietAsync();
        story.Running[0].Kill();
        var pull = await story.OpenAsync("f");

        story.Replace(0);
        await story.ReceiveDeliveriesAsync(0);

        await story.CheckAsync(pull, check => Conclusion(check) == "action_required");
    }

    private static string? Conclusion(JsonNode check) => (string?)check["conclusion"];

    private static string Title(JsonNode check) => (string?)check["output"]?["title"] ?? "";

    private static string Summary(JsonNode check) => (string?)check["output"]?["summary"] ?? "";
}
