using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>The faults between GitHub and the App, with their probabilities.</summary>
internal static class ChaosFaults
{
    private static readonly object[] All =
    [
        new { target = "webhook", kind = "drop", probability = 0.1 },
        new { target = "webhook", kind = "duplicate", probability = 0.1 },
        new { target = "webhook", kind = "delay", probability = 0.1, delayMs = 100 },
        new { target = "webhook", kind = "reorder", probability = 0.2, window = 3 },
        new { kind = "status", status = 502, probability = 0.02 },
        new { kind = "html", status = 503, probability = 0.01 },
        new { kind = "reset", probability = 0.02 },
        new { kind = "truncate", probability = 0.02 },
        new { kind = "slow", delayMs = 200, probability = 0.02 },
        new { kind = "secondary", retryAfter = 2, probability = 0.01 },
        // Longer than the retry budget of a call, so the work returns to the queue.
        new { kind = "too-many", retryAfter = 45, probability = 0.002 },
    ];

    public static async Task BeginAsync(GitHubSimulator github)
    {
        // The test compresses hours into minutes, so hourly rate limits do not apply.
        await github.PostAsync("rates", new { limits = new { core = 1_000_000, graphql = 1_000_000 } });
        foreach (var fault in All) await github.PostAsync("faults", fault);
    }

    /// <summary>Ends the faults and releases delayed deliveries.</summary>
    /// <returns>The number of hits per fault, and the totals.</returns>
    public static async Task<string> EndAsync(GitHubSimulator github)
    {
        var faults = await github.GetAsync("faults");
        var hits = faults["webhooks"]!.AsArray().Concat(faults["api"]!.AsArray())
            .Select(fault => $"{fault!["hits"]} × {fault["kind"]}");
        var (deliveries, calls) = ((await github.GetAsync("deliveries"))["deliveries"]!.AsArray().Count,
            (int)(await github.GetAsync("requests?log=false"))["total"]!);
        await github.DeleteAsync("faults");
        await github.PostAsync("deliveries/release", new { reverse = true });
        await github.PostAsync("wait", new { });
        return $"{deliveries} deliveries and {calls} calls, of which {string.Join(", ", hits)}";
    }
}
