using System.Collections.Concurrent;
using TfPilot.Storage;

namespace TfPilot.App.Work;

/// <summary>
/// When a periodic scan is due, for all instances together. An instance that has just started does not wait for the interval, so that a restart
/// finds what was lost; instances that start together still scan once.
/// </summary>
internal sealed class ScanSchedule(ScanStore scans, TimeProvider clock, ILogger<ScanSchedule> log)
{
    /// <summary>How often an instance asks whether a scan is due.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, bool> started = [];

    /// <summary>Runs the scan when it is due and no other instance is at it; how much it did.</summary>
    public async Task<int> RunAsync(string name, TimeSpan interval, Func<ScanLease, Task<ScanResult>> scan, CancellationToken ct)
    {
        if (await scans.ClaimAsync(name, started.TryAdd(name, true) ? PollInterval : interval, clock.GetUtcNow(), ct) is not { } lease) return 0;
        DateTimeOffset? scanned = null;
        var begun = clock.GetTimestamp();
        try
        {
            (var count, scanned) = await scan(lease);
            log.WorkDone(name, count, clock.Milliseconds(begun));
            return count;
        }
        finally
        {
            await scans.CompleteAsync(lease, scanned, CancellationToken.None);
        }
    }

    /// <summary>False when another instance has the scan by now, which then goes on.</summary>
    public Task<bool> RenewAsync(ScanLease lease, CancellationToken ct) => scans.RenewAsync(lease, clock.GetUtcNow(), ct);
}

/// <summary>How much a scan did, and before which moment everything is read now; null when not everything was.</summary>
internal sealed record ScanResult(int Count, DateTimeOffset? Scanned);
