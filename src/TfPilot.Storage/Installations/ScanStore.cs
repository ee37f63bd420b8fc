namespace TfPilot.Storage;

/// <summary>
/// The right to run a periodic scan alone. <paramref name="Scanned"/>: everything before this moment was read; null
/// before the first whole scan.
/// </summary>
public sealed record ScanLease(string Name, long Fence, DateTimeOffset? Scanned);

/// <summary>
/// Which instance runs a periodic scan of GitHub, and up to when everything was read. All instances share one schedule.
/// </summary>
public sealed class ScanStore(Database database)
{
    /// <summary>How long a scan may go on without a renewal before another instance takes it.</summary>
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Null while another instance is at it, or when the last scan began less than <paramref name="interval"/> ago.
    /// </summary>
    public async Task<ScanLease?> ClaimAsync(
        string name, TimeSpan interval, DateTimeOffset now, CancellationToken ct) =>
        (await database.ChangeAsync($"""
            INSERT INTO scan (name, fence, began, held_until) VALUES ({name}, 1, {now}, {now + LeaseDuration})
            ON CONFLICT (name) DO UPDATE SET fence = scan.fence + 1, began = excluded.began, held_until = excluded.held_until
              WHERE (scan.held_until IS NULL OR scan.held_until <= {now}) AND scan.began <= {now - interval}
            RETURNING fence, scanned
            """, row => new ScanLease(name, row.GetInt64(0), row.IsDBNull(1) ? null : row.Moment(1)), ct)).SingleOrDefault();

    /// <summary>False when another instance has it by now.</summary>
    public async Task<bool> RenewAsync(ScanLease lease, DateTimeOffset now, CancellationToken ct) =>
        await database.ExecuteAsync($"""
            UPDATE scan SET held_until = {now + LeaseDuration}
            WHERE name = {lease.Name} AND fence = {lease.Fence} AND held_until IS NOT NULL
            """, ct) == 1;

    /// <summary>Ends the scan; <paramref name="scanned"/> is null when not everything was read.</summary>
    public Task CompleteAsync(ScanLease lease, DateTimeOffset? scanned, CancellationToken ct) => database.ExecuteAsync(
        $"UPDATE scan SET held_until = NULL{Read(scanned)} WHERE name = {lease.Name} AND fence = {lease.Fence}", ct);

    /// <summary>Up to when the comments of the installation's repositories were read, by repository.</summary>
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

    private static FormattableString Read(DateTimeOffset? scanned)
    {
        if (scanned is { } moment) return $", scanned = {moment}";
        return $"";
    }
}
