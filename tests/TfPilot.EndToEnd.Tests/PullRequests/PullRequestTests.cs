using System.Diagnostics;
using System.Text.Json.Nodes;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.PullRequests;

/// <summary>
/// A pull request from its opening to its comment, with git, terraform, the published program and the GitHub simulator.
/// </summary>
public sealed class PullRequestTests(GitHubSimulator simulator) : IClassFixture<GitHubSimulator>, IAsyncLifetime,
    IDisposable
{
    private const string Backend = "terraform {\n  backend \"local\" {}\n}\n";
    private readonly TemporaryFolder checkout = new();

    private static readonly Dictionary<string, string> Main = new()
    {
        [".tfpilot.yml"] = """
            version: 1
            environments:
              prod: { paths: ["live/prod/**"] }
              dev: { paths: ["live/dev/**"] }
            shared: ["modules/**"]
            policy:
              rules:
                - id: small
                  attributes:
                    - { type: terraform_data, forbid: { input: huge } }
            """,
        ["live/prod/orders/main.tf"] = Backend +
            "module \"store\" {\n  source = \"../../../modules/store\"\n  size = \"small\"\n}\n",
        ["live/dev/web/main.tf"] = Backend + "resource \"terraform_data\" \"site\" {\n  input = \"hello\"\n}\n",
        ["modules/store/main.tf"] =
            "variable \"size\" {}\nresource \"terraform_data\" \"disk\" {\n  input = var.size\n}\n",
    };

    public async Task InitializeAsync()
    {
        if (PullRequestFactAttribute.ReasonToSkip is not null) return;
        await simulator.ResetAsync();
        await simulator.ActAsync("push", new { repo = "acme/infra", branch = "main", by = "dee", files = Main });
        Git("init", "--quiet", "--initial-branch=main");
        Commit(Main);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => checkout.Dispose();

    [PullRequestFact]
    public async Task A_changed_shared_module_is_planned_where_it_is_used_and_commented_once()
    {
        var pull = await OpenAsync(
            ("modules/store/main.tf",
                Main["modules/store/main.tf"] + "output \"id\" {\n  value = terraform_data.disk.id\n}\n"));
        using var run = await PullRequestRun.StartAsync(simulator, pull, HeadOf(pull), PullRequestRun.MayComment);

        var published = run.All(checkout.Root);

        published.ExitCode.Should().Be(0, published.ToString());
        var comment = (await CommentsAsync()).Should().ContainSingle().Subject;
        comment.Should()
            .Contain("`live/prod/orders`").And.Contain("module.store.terraform_data.disk").And.NotContain(
                "live/dev/web");
        run.Summary.Should().Contain("module.store.terraform_data.disk");
        run.Outputs().Should().Contain("verdict", "pass").And.Contain("add", "1");
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [PullRequestFact]
    public async Task The_next_push_edits_the_comment_and_reports_a_new_blocking_finding()
    {
        var pull = await OpenAsync(
            ("live/dev/web/main.tf",
                Main["live/dev/web/main.tf"].Replace("hello", "welcome", StringComparison.Ordinal)));
        using (var first = await PullRequestRun.StartAsync(
            simulator, pull, HeadOf(pull), PullRequestRun.MayComment)) first.All(checkout.Root);

        var head = await PushAsync(
            ("live/dev/web/main.tf", Main["live/dev/web/main.tf"].Replace("hello", "huge", StringComparison.Ordinal)));
        using var second = await PullRequestRun.StartAsync(simulator, pull, head, PullRequestRun.MayComment);
        var published = second.All(checkout.Root);

        published.ExitCode.Should().Be(1, published.ToString());
        var comments = await CommentsAsync();
        comments.Should().HaveCount(2);
        comments[0].Should().Contain($"\"head\":\"{head}\"").And.Contain("Must be fixed").And.Contain("**small**");
        comments[1].Should().Contain("The policy has new blocking findings");
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [PullRequestFact]
    public async Task A_failed_plan_is_named_and_the_others_are_reported()
    {
        var pull = await OpenAsync(("live/dev/web/main.tf", "broken {"),
            ("live/prod/orders/extra.tf", "resource \"terraform_data\" \"extra\" {}\n"));
        using var run = await PullRequestRun.StartAsync(simulator, pull, HeadOf(pull), PullRequestRun.MayComment);

        var published = run.All(checkout.Root);

        published.ExitCode.Should().Be(2, published.ToString());
        (await CommentsAsync()).Single().Should()
            .MatchRegex(@"(?s)`live/dev/web .dev.`: There is no review.*terraform_data\.extra");
    }

    [PullRequestFact]
    public async Task Two_concurrent_publish_jobs_leave_one_comment_for_the_newer_head()
    {
        var pull = await OpenAsync(
            ("live/dev/web/main.tf", Main["live/dev/web/main.tf"].Replace("hello", "one", StringComparison.Ordinal)));
        using var older = await PullRequestRun.StartAsync(simulator, pull, HeadOf(pull), PullRequestRun.MayComment);
        Reviewed(older);
        var head = await PushAsync(
            ("live/dev/web/main.tf", Main["live/dev/web/main.tf"].Replace("hello", "two", StringComparison.Ordinal)));
        using var newer = await PullRequestRun.StartAsync(simulator, pull, head, PullRequestRun.MayComment);
        Reviewed(newer);
        await simulator.PostAsync("faults", new { kind = "slow", delayMs = 300, probability = 0.5 });

        var runs = await Task.WhenAll(
            new[] { older, newer, newer, older }.Select(
                (run, job) => Task.Run(() => run.Publish("[]", output: $"job-{job}"))));

        runs.Should().OnlyContain(run => run.ExitCode == 0);
        (await CommentsAsync(unfoldedOnly: true)).Should().ContainSingle().Which.Should()
            .Contain($"\"head\":\"{head}\"");

        void Reviewed(PullRequestRun run) =>
            run.Review(
                checkout.Root, JsonNode.Parse("""{"plans":"live/dev/web\tdev\t\t=\n","artifact":"tfpilot-web"}""")!);
    }

    [PullRequestFact]
    public async Task With_a_read_only_token_only_the_summary_and_the_verdict_are_written()
    {
        var pull = await OpenAsync(
            ("live/dev/web/main.tf", Main["live/dev/web/main.tf"].Replace("hello", "hi", StringComparison.Ordinal)));
        using var run = await PullRequestRun.StartAsync(
            simulator, pull, HeadOf(pull), new { contents = "read", pull_requests = "read" });

        var published = run.All(checkout.Root);

        published.ExitCode.Should().Be(0, published.ToString());
        published.Out.Should().Contain("::notice title=no comment::");
        run.Summary.Should().Contain("live/dev/web");
        (await CommentsAsync()).Should().BeEmpty();
    }

    private static string HeadOf(JsonNode pull) => (string)pull["head"]!["sha"]!;

    private async Task<JsonNode> OpenAsync(params (string Path, string Text)[] changes)
    {
        Commit(changes.ToDictionary(change => change.Path, change => change.Text));
        await simulator.ActAsync("openPullRequest",
            new
            {
                repo = "acme/infra", by = "ann", head = "f", title = "Change",
                files = changes.ToDictionary(change => change.Path, change => change.Text)
            });
        return (await StateAsync())["pulls"]!.AsArray().Single()!;
    }

    /// <returns>The new head commit.</returns>
    private async Task<string> PushAsync(params (string Path, string Text)[] changes)
    {
        Commit(changes.ToDictionary(change => change.Path, change => change.Text));
        await simulator.ActAsync("push",
            new
            {
                repo = "acme/infra", by = "ann", branch = "f",
                files = changes.ToDictionary(change => change.Path, change => change.Text)
            });
        return HeadOf((await StateAsync())["pulls"]!.AsArray().Single()!);
    }

    private async Task<IReadOnlyList<string>> CommentsAsync(bool unfoldedOnly = false) =>
        [.. (await StateAsync())["comments"]!.AsArray().Where(comment => !unfoldedOnly || comment!["minimized"] is null)
            .Select(comment => (string)comment!["body"]!)];

    private async Task<JsonNode> StateAsync() => await simulator.GetAsync("state?repo=acme/infra");

    private void Commit(IReadOnlyDictionary<string, string> files)
    {
        foreach (var (path, text) in files) checkout.Write(path, text);
        Git("add", "--all");
        Git("-c", "user.name=ann", "-c", "user.email=ann@acme.example", "commit", "--quiet", "--message", "Change");
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = checkout.Root })!;
        git.WaitForExit();
        git.ExitCode.Should().Be(0);
    }
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class PullRequestFactAttribute : FactAttribute
{
    public static string? ReasonToSkip { get; } = Published.ReasonToSkip ?? GitHubSimulator.ReasonToSkip
        ?? new TerraformFactAttribute().Skip;

    public PullRequestFactAttribute() => Skip = ReasonToSkip!;
}
