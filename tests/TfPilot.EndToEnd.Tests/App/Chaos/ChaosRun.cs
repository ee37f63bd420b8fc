using System.Diagnostics;
using System.Text.Json.Nodes;
using TfPilot.GitHub.Tests.Simulator;
using TfPilot.Storage.Tests;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>
/// Three instances share one database during concurrent events with many faults; afterward waits until the system has
/// settled.
/// </summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    private const int BatchSize = 8;

    private readonly GitHubSimulator github;
    private readonly AppStory story;
    private readonly ChaosSize size;
    private readonly Random random;
    private readonly ChaosPeople people;
    private int receiver;

    private ChaosRun(GitHubSimulator github, AppStory story, ChaosSize size, int seed)
    {
        (this.github, this.story, this.size, random) = (github, story, size, new Random(seed));
        Database = new(story.Database);
        Jobs = new(story, SwitchInstanceAsync);
        Commands = new(github, random);
        people = new(github, Jobs, new(github, random), Commands, random);
    }

    public ChaosDatabase Database { get; }

    public ChaosCommands Commands { get; }

    public ChaosJobs Jobs { get; }

    public static async Task<ChaosRun> BeginAsync(GitHubSimulator github, ChaosSize size, int seed) =>
        new(github, await AppStory.BeginAsync(github, SqlDialect.Postgres, ChaosSize.Instances), size, seed);

    /// <returns>Returns the fault statistics.</returns>
    public async Task<string> RunEventsAsync()
    {
        await people.BeginAsync(size.Pulls);
        await ChaosFaults.BeginAsync(github);
        var deaths = Deaths();
        for (var at = 0; at < size.Events; at++)
        {
            foreach (var (_, back, instance) in deaths.Where(death => death.Back == at)) story.Replace(instance);
            foreach (var (_, _, instance) in deaths.Where(death => death.At == at)) story.Running[instance].Kill();
            await people.ActAsync();
            if (at % BatchSize != 0) continue;
            await github.PostAsync("wait", new { });
            await SwitchInstanceAsync();
        }

        await people.EndAsync();
        return await ChaosFaults.EndAsync(github);
    }

    /// <summary>Kills all instances, restarts them an hour later, and waits until no work is left.</summary>
    public async Task SettleAllAsync()
    {
        foreach (var instance in story.Running) instance.Kill();
        await Database.AdvanceHourAsync();
        var began = DateTimeOffset.UtcNow;
        story.Replace(0);
        // Before the others start, because each start requests missed deliveries at once.
        await story.ReceiveDeliveriesAsync(0);
        for (var instance = 1; instance < ChaosSize.Instances; instance++) story.Replace(instance);
        await UntilAsync(async () => (await DeliveriesAsync())
            .ExceptBy(await Database.DeliveriesDoneAsync(), delivery => (string)delivery["guid"]!)
            .ToList() is { Count: > 0 } lost
            ? $"{lost.Count} deliveries are not done, as {lost[0].ToJsonString()}" : null);
        var asked = Commands.Comments
            .Where(comment => comment is { IsCommand: true, IsEdited: false, IsDeleted: false, MayBeIgnored: false })
            .Select(comment => comment.Id).ToList();
        await UntilAsync(async () => asked.Except(await Database.CommentsDoneAsync()).Count() is > 0 and var unanswered
            ? $"{unanswered} comments are not answered" : null);
        await SettleAsync(Database, began);
        await UnlockAsync();
    }

    private async Task UnlockAsync()
    {
        while ((await Database.TicketsAsync()).Count(place => place.Environment == "prod") is > 0 and var places)
        {
            await people.UnlockAsync(places);
            var asked = Commands.Comments.Select(comment => comment.Id).TakeLast(places).ToList();
            await UntilAsync(async () => asked.Except(await Database.CommentsDoneAsync()).Any()
                ? "nobody gave production back" : null);
            await UntilAsync(async () => await Database.OpenWorkAsync() is > 0 and var left
                ? $"{left} pieces of work are open" : null);
        }
    }

    /// <summary>
    /// The state of GitHub after another App evaluated everything once, with the same inputs but without the events,
    /// and wrote its checks next to ours.
    /// </summary>
    public async Task<JsonNode> JudgeAsync()
    {
        const int Installation = 6002;
        var permissions = new
        {
            checks = "write", contents = "write", pull_requests = "write", issues = "write",
            actions = "write", deployments = "write", members = "read"
        };
        var seeded = await github.PostAsync("seed",
            new
            {
                apps = new[] { new { slug = "judge", id = 502, owner = "acme", permissions,
                events = Array.Empty<string>() } }
            });
        var (key, empty) = ((string)seeded["apps"]!["judge"]!["private_key"]!, PostgresServer.NewDatabase());
        await story.CreateTablesAsync(empty);
        await Database.CopyAsync(empty, Installation);
        await github.PostAsync("seed",
            new
            {
                installations = new[] { new { app = "judge", account = "acme", id = Installation,
                repositories = new[] { "infra" } } }
            });
        await using var database = new ChaosDatabase(empty);
        var began = DateTimeOffset.UtcNow;
        using var judge = story.Another(502, key, empty);
        await SettleAsync(database, began);
        return await story.StateAsync();
    }

    /// <summary>The errors that all instances logged.</summary>
    public IEnumerable<string> Errors => story.Errors;

    /// <summary>The audit log as the operator command prints it.</summary>
    public async Task<ChaosHistory> HistoryAsync()
    {
        var (exit, verdict) = await story.AskAsync("audit", "verify");
        return new(exit, verdict, (await story.AskAsync("audit", "export")).Out);
    }

    public async ValueTask DisposeAsync()
    {
        story.Dispose();
        await Database.DisposeAsync();
    }

    /// <summary>Kills each instance this many times at random moments; it restarts some events later.</summary>
    private List<(int At, int Back, int Instance)> Deaths() =>
    [
        .. Enumerable.Range(0, ChaosSize.Instances * size.KillsOfEach).Select(number =>
        {
            var slot = size.Events / (ChaosSize.Instances * size.KillsOfEach);
            var at = (number * slot) + random.Next(slot / 2);
            return (at, at + 1 + random.Next(slot / 2), number % ChaosSize.Instances);
        }),
    ];

    private Task SwitchInstanceAsync() =>
        story.ReceiveDeliveriesAsync((int)((uint)Interlocked.Increment(ref receiver) % ChaosSize.Instances));

    /// <summary>All deliveries that GitHub tried to send to the App.</summary>
    private async Task<IEnumerable<JsonNode>> DeliveriesAsync() =>
        (await github.GetAsync("deliveries"))["deliveries"]!.AsArray()
        .Select(delivery => delivery!)
        .Where(delivery => (int)delivery["app_id"]! == 501 && (string)delivery["status"]! != "dropped");

    private async Task SettleAsync(ChaosDatabase database, DateTimeOffset began)
    {
        var open = AppStory.Pulls(await story.StateAsync()).Where(pull => (string)pull["state"]! == "open")
            .Select(pull => (long)pull["number"]!).ToList();
        await UntilAsync(async () => open.Except(await database.EvaluatedAsync(began)).Count() is > 0 and var unseen
            ? $"{unseen} pull requests were not looked at" : null);
        await UntilAsync(
            async () => await database.OpenWorkAsync() is > 0 and var left ? $"{left} pieces of work are open" : null);
    }

    private async Task UntilAsync(Func<Task<string?>> obstacle)
    {
        var began = Stopwatch.GetTimestamp();
        while (await obstacle() is { } reason)
        {
            if (Stopwatch.GetElapsedTime(began) > size.Timeout)
                throw new InvalidOperationException(
                    $"after {size.Timeout} {reason}; given up: " +
                        $"{string.Join(", ", await Database.DeadLettersAsync())}; " +
                        $"{string.Join('\n', story.Errors)}");
            await Task.Delay(200);
        }
    }
}
