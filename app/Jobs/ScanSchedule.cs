using TfPilot.GitHub.Http;
using TfPilot.Storage;

namespace TfPilot.App.Jobs;

/// <summary>
/// The schedule of a periodic scan, shared by all instances. An instance needs one scan that began after its own start,
/// so that a restart finds lost events; instances that start together still scan once.
/// </summary>
internal sealed class ScanSchedule(ScanStore scans, TimeProvider clock, ILogger<ScanSchedule> log)
{
    /// <summary>How often an instance checks whether a scan is due.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The resolution of timestamps in the database: a scan that began in the same millisecond as the instance counts.
    /// </summary>
    private static readonly TimeSpan Precision = TimeSpan.FromMilliseconds(1);

    private readonly DateTimeOffset started = clock.GetUtcNow();

    /// <summary>
    /// Runs the scan when it is due and no other instance holds its lease. Returns the number of items processed.
    /// </summary>
    public async Task<int> RunAsync(
        string name, TimeSpan interval, Func<ScanLease, Task<ScanResult>> scan, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var uptime = now - started + Precision;
        if (await scans.ClaimAsync(name, uptime < interval ? uptime : interval, now, ct) is not { } lease) return 0;
        DateTimeOffset? readUpTo = null;
        var start = clock.GetTimestamp();
        try
        {
            (var count, readUpTo) = await scan(lease);
            log.WorkDone(name, count, clock.Milliseconds(start));
            return count;
        }
        finally
        {
            await scans.CompleteAsync(lease, readUpTo, CancellationToken.None);
        }
    }

    /// <summary>Scans items one by one; a failure of GitHub for one does not end the scan.</summary>
    /// <param name="list">Lists the items at the given time.</param>
    /// <param name="scan">Returns how many changed.</param>
    public Task<int> RunEachAsync<T>(
        string name, TimeSpan interval, Func<DateTimeOffset, Task<IReadOnlyList<T>>> list, Func<T, Task<int>> scan,
        CancellationToken ct) => RunAsync(name, interval, async lease =>
    {
        var (now, count) = (clock.GetUtcNow(), 0);
        foreach (var item in await list(now))
        {
            if (!await RenewAsync(lease, ct)) return new(count, null);
            try
            {
                count += await scan(item);
            }
            catch (GitHubException failure)
            {
                log.WorkIncomplete(name, failure.Message);
            }
        }

        return new(count, now);
    }, ct);

    /// <summary>False when the lease is lost; the other instance continues the scan.</summary>
    public Task<bool> RenewAsync(ScanLease lease, CancellationToken ct) =>
        scans.RenewAsync(lease, clock.GetUtcNow(), ct);
}

/// <summary>
/// The number of items processed and the moment up to which everything was read; null when the scan was incomplete.
/// </summary>
internal sealed record ScanResult(int Count, DateTimeOffset? Scanned);
