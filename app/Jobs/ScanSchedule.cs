using TfPilot.Storage;

namespace TfPilot.App.Jobs;

/// <summary>
/// When a periodic scan is due, for all instances together. An instance needs one scan that began after it started, so
/// that a restart finds what was lost; instances that start together still scan once.
/// </summary>
internal sealed class ScanSchedule(ScanStore scans, TimeProvider clock, ILogger<ScanSchedule> log)
{
    /// <summary>How often an instance asks whether a scan is due.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Of moments in the database: a scan that began in the same millisecond as the instance counts for it.
    /// </summary>
    private static readonly TimeSpan Precision = TimeSpan.FromMilliseconds(1);

    private readonly DateTimeOffset started = clock.GetUtcNow();

    /// <summary>Runs the scan when it is due and no other instance is at it; how much it did.</summary>
    public async Task<int> RunAsync(
        string name, TimeSpan interval, Func<ScanLease, Task<ScanResult>> scan, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var running = now - started + Precision;
        if (await scans.ClaimAsync(name, running < interval ? running : interval, now, ct) is not { } lease) return 0;
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
    public Task<bool> RenewAsync(ScanLease lease, CancellationToken ct) =>
        scans.RenewAsync(lease, clock.GetUtcNow(), ct);
}

/// <summary>
/// How much a scan did, and before which moment everything is read now; null when not everything was.
/// </summary>
internal sealed record ScanResult(int Count, DateTimeOffset? Scanned);
