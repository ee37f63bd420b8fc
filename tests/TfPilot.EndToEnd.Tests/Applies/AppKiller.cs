using System.Diagnostics;
using System.Text.Json.Nodes;
using TfPilot.EndToEnd.Tests.App;
using TfPilot.EndToEnd.Tests.App.Chaos;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.Applies;

/// <summary>Kills the App in the middle of its work, and starts it again as if its leases had expired.</summary>
internal sealed class AppKiller(GitHubSimulator github, AppStory app) : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public ChaosDatabase Database { get; } = new(app.Database);

    /// <summary>
    /// Kills the App while it waits for the response to a request; GitHub performs the request after that.
    /// </summary>
    /// <param name="path">With <c>*</c> for one segment.</param>
    /// <param name="act">What leads to the request.</param>
    public async Task KillDuringAsync(string method, string path, Func<Task> act)
    {
        await github.PostAsync("faults", new { kind = "slow", delayMs = 6_000, method, path, count = 1 });
        var acting = Task.Run(act);
        await WaitForHitAsync($"{method} {path}");
        app.Running[0].Kill();
        await github.DeleteAsync("faults");
        await acting;
        await RestartAsync();
    }

    /// <summary>Kills the App while it does nothing.</summary>
    public async Task KillAsync()
    {
        await app.WaitUntilQuietAsync();
        app.Running[0].Kill();
        await RestartAsync();
    }

    /// <summary>
    /// How often GitHub performed requests to start a workflow; waits for one that it still holds back.
    /// </summary>
    public async Task<int> DispatchesAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (await CountDispatchesAsync() == 0 && Stopwatch.GetElapsedTime(began) < Timeout) await Task.Delay(50);
        return await CountDispatchesAsync();
    }

    private async Task<int> CountDispatchesAsync() => (await github.GetAsync("requests"))["log"]!.AsArray().Count(
        request => ((string)request!["path"]!).EndsWith("/dispatches", StringComparison.Ordinal)
            && (int)request["status"]! is >= 200 and < 300);

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private async Task RestartAsync()
    {
        await Database.AdvanceHourAsync();
        app.Replace(0);
        await app.ReceiveDeliveriesAsync(0);
        await app.WaitUntilQuietAsync();
    }

    private async Task WaitForHitAsync(string request)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Timeout)
        {
            var faults = (await github.GetAsync("faults"))["api"]!.AsArray();
            if (faults.Any(fault => (int)fault!["hits"]! > 0)) return;
            await Task.Delay(20);
        }

        throw new InvalidOperationException($"the App never sent {request}");
    }
}
