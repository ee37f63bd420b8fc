using System.Globalization;
using System.Text.Json.Nodes;

namespace TfPilot.Benchmarks.Comparison;

/// <summary>The time from an event on GitHub to the resulting check, and the number of requests.</summary>
internal static class Deciding
{
    private const int Repetitions = 60;
    private const string Secret = "simulated";

    private const string Settings =
        "version: 1\nenvironments:\n  prod: { paths: [\"envs/prod/**\"], approvals: { teams: [platform], " +
        "count: 2 } }\n";

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);

    public static void Run()
    {
        var folder = Peers.Folder();
        var program = Published.Program(folder, "app/TfPilot.App.csproj", "tfpilot-app");
        using var github = Simulator.Start(folder);
        var pem = (string)github.Seed(
            seed => seed["apps"]![0]!["webhook"]!["secret"] = Secret)["apps"]!["tfpilot"]!["private_key"]!;
        foreach (var old in Directory.GetFiles(folder, "decisions.db*")) File.Delete(old);
        using var app = PeerServer.Start(program, [], folder, port => new()
        {
            ["TFPILOT_APP_ID"] = "501",
            ["TFPILOT_PRIVATE_KEY"] = pem,
            ["TFPILOT_WEBHOOK_SECRET"] = Secret,
            ["TFPILOT_DATABASE"] = $"Data Source={Path.Combine(folder, "decisions.db")}",
            ["GITHUB_API_URL"] = github.Url.AbsoluteUri,
            ["GITHUB_GRAPHQL_URL"] = new Uri(github.Url, "/graphql").AbsoluteUri,
            ["GITHUB_SERVER_URL"] = github.Url.AbsoluteUri,
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        });
        github.Act(
            "setAppWebhook", new { app = "tfpilot", url = new Uri(app.Url, "/api/github/webhooks").AbsoluteUri });
        github.Act("push",
            new
            {
                repo = "acme/infra", branch = "main", by = "dee",
                files = new Dictionary<string, string> { [".tfpilot.yml"] = Settings }
            });
        github.Act("openPullRequest",
            new
            {
                repo = "acme/infra", by = "ann", head = "f",
                files = new Dictionary<string, string> { ["envs/prod/main.tf"] = "# 0\n" }
            });
        Thread.Sleep(TimeSpan.FromSeconds(2));
        Console.WriteLine(
            "| what happens | requests, median | ms to the required check, median | 95th | ms to the last check, " +
                "median |\n|---|---:|---:|---:|---:|");
        Print("a review, which changes the checks",
            [.. Enumerable.Range(1, Repetitions).Select(round => Review(github, round))]);
        Print("a push, which needs new checks",
            [.. Enumerable.Range(1, Repetitions).Select(round => Push(github, round))]);
        Print("a new title, which changes nothing",
            [.. Enumerable.Range(1, Repetitions).Select(round => Rename(github, round))]);
    }

    private static Decided Review(Simulator github, int round) => Watch(github, () => github.Act(
        "review", new
        {
            repo = "acme/infra", pull = 1, by = "bob",
            state = round % 2 == 0 ? "approve" : "request_changes"
        }));

    private static Decided Push(Simulator github, int round) => Watch(github, () => github.Act(
        "push", new
        {
            repo = "acme/infra", branch = "f", by = "ann",
            files = new Dictionary<string, string> { ["envs/prod/main.tf"] = $"# {round}\n" }
        }));

    private static Decided Rename(Simulator github, int round) =>
        Watch(github,
            () => github.Act(
                "editPullRequest", new { repo = "acme/infra", pull = 1, title = $"Title {round}", by = "ann" }));

    private static Decided Watch(Simulator github, Action act)
    {
        var before = github.Requests(0).Count;
        var began = DateTimeOffset.UtcNow;
        act();
        IReadOnlyList<JsonNode> seen = [];
        for (var count = -1; count != seen.Count || count == 0; Thread.Sleep(Quiet)) (count, seen) = (seen.Count,
            github.Requests(before));
        var writes = seen.Where(request => ((string)request["path"]!).Contains("/check-runs", StringComparison.Ordinal))
            .ToList();
        double At(JsonNode request) =>
            (DateTimeOffset.Parse((string)request["at"]!, CultureInfo.InvariantCulture) - began).TotalMilliseconds;
        // The required check is written first.
        return new(seen.Count, writes.Count == 0 ? null : At(writes[0]), writes.Count == 0 ? null : At(writes[^1]));
    }

    private static void Print(string name, IReadOnlyList<Decided> all)
    {
        string At(Func<Decided, double?> time, double part) =>
            all.Select(time).OfType<double>().Order().ToList() is { Count: > 0 } times
            ? times[(int)(part * (times.Count - 1))].ToString("F0", CultureInfo.InvariantCulture) : "–";
        Console.WriteLine(
            $"| {name} | {all.Select(one => one.Requests).Order().ElementAt(all.Count / 2)} | " +
                $"{At(one => one.Required, 0.5)} | {At(one => one.Required, 0.95)} | {At(one => one.Last, 0.5)} |");
    }

    private sealed record Decided(int Requests, double? Required, double? Last);
}
