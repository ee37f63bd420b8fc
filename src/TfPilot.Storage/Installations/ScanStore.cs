namespace TfPilot.Storage;

/// <summary>
/// The lease of a periodic scan. <paramref name="ReadUpTo"/>: everything before this moment was read; null before the
/// first complete scan.
/// </summary>
public sealed record ScanLease(string Name, long Fence, DateTimeOffset? ReadUpTo);

/// <summary>The leases and progress of periodic scans. All instances share one schedule.</summary>
public sealed class ScanStore(Database database)
{
    /// <summary>The duration of a scan's lease; without a renewal another instance takes over.</summary>
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Null while another instance holds the lease, or when the last scan began less than <paramref name="interval"/>
    /// ago.
    /// </summary>
    public async Task<ScanLease?> ClaimAsync(
        string name, TimeSpan interval, DateTimeOffset now, CancellationToken ct) =>
        (await database.ChangeAsync($"""
            INSERT INTO scan (name, fence, began, held_until) VALUES ({name}, 1, {now}, {now + LeaseDuration})
            ON CONFLICT (name) DO UPDATE SET fence = scan.fence + 1, began = excluded.began, held_until = excluded.held_until
              WHERE (scan.held_until IS NULL OR scan.held_until <= {now}) AND scan.began <= {now - interval}
            RETURNING fence, scanned
            """, row => new ScanLease(name, row.GetInt64(0), row.IsDBNull(1) ? null : row.Moment(1)), ct)).SingleOrDefault();

    /// <summary>False when the lease is lost.</summary>
    public async Task<bool> RenewAsync(ScanLease lease, DateTimeOffset now, CancellationToken ct) =>
        await database.ExecuteAsync($"""
            UPDATE scan SET held_until = {now + LeaseDuration}
            WHERE name = {lease.Name} AND fence = {lease.Fence} AND held_until IS NOT NULL
            """, ct) == 1;

    /// <summary>Ends the scan; <paramref name="readUpTo"/> is null when the scan was incomplete.</summary>
    public Task CompleteAsync(ScanLease lease, DateTimeOffset? readUpTo, CancellationToken ct) => database.ExecuteAsync(
        $"UPDATE scan SET held_until = NULL{SetScanned(readUpTo)} WHERE name = {lease.Name} AND fence = {lease.Fence}",
        ct);

    /// <summary>The time up to which comments were read, by repository.</summary>
    public async Task<IReadOnlyDictionary<long, DateTimeOffset>> CommentsReadAsync(
        long installation, CancellationToken ct) => (await database.ReadAsync(
        $"SELECT repository, scanned FROM comment_scan WHERE installation = {installation}",
        row => KeyValuePair.Create(row.GetInt64(0), row.Moment(1)), ct)).ToDictionary();

    public Task SaveCommentsReadAsync(
        long installation, long repository, DateTimeOffset scanned, CancellationToken ct) =>
        database.ExecuteAsync($"""
            INSERT INTO comment_scan (installation, repository, scanned) VALUES ({installation}, {repository}, {scanned})
            ON CONFLICT (installation, repository) DO UPDATE SET scanned = excluded.scanned
            """, ct);

    private static FormattableString SetScanned(DateTimeOffset? readUpTo)
    {
        if (readUpTo is { } moment) return $", scanned = {moment}";
        return $"";
    }
}
