namespace TfPilot.Storage;

/// <summary>A check run created for a commit of a pull request, and the hash of its last written content.</summary>
public sealed record CheckRow(PullKey Key, string Head, string Name, long CheckRun, string Hash);

/// <summary>The last written checks of each pull request, so that only differences are written.</summary>
public sealed class PullStore(Database database)
{
    public Task<IReadOnlyList<CheckRow>> ChecksAsync(PullKey key, string head, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT installation, repository, pull, head, name, check_run, hash FROM check_run
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND head = {head}
            ORDER BY name
            """, row => new CheckRow(row.Key(), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetString(6)), ct);

    /// <summary>The pull requests, closed ones included, whose check of this name was written for the head.</summary>
    public Task<IReadOnlyList<PullKey>> PullsOfAsync(
        long installation, long repository, string head, string name, CancellationToken ct) => database.ReadAsync($"""
            SELECT installation, repository, pull FROM check_run
            WHERE installation = {installation} AND repository = {repository} AND head = {head} AND name = {name} ORDER BY pull
            """, row => row.Key(), ct);

    /// <summary>
    /// Stores the check run while the lease with this fencing token is valid; false without effect when a later lease
    /// exists or it was completed.
    /// </summary>
    public Task<bool> SaveAsync(CheckRow check, long fence, CancellationToken ct) =>
        database.WriteAsync(async session =>
    {
        // An update, because it also locks the row: no worker can lease the pull request before the commit.
        var key = check.Key;
        var held = await session.ExecuteAsync($"""
            UPDATE pull_work SET fence = fence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull}
              AND fence = {fence} AND held_until IS NOT NULL
            """, ct);
        return held == 1 && await session.ExecuteAsync($"""
            INSERT INTO check_run (installation, repository, pull, head, name, check_run, hash)
            VALUES ({key.Installation}, {key.Repository}, {key.Pull}, {check.Head}, {check.Name}, {check.CheckRun}, {check.Hash})
            ON CONFLICT (installation, repository, pull, head, name) DO UPDATE SET check_run = excluded.check_run, hash = excluded.hash
            """, ct) == 1;
    }, ct);
}
