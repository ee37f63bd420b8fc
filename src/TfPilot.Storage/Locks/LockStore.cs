using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;

namespace TfPilot.Storage;

/// <summary>The locks on environments and their queues. A database constraint allows only one holder.</summary>
public sealed class LockStore(Database database)
{
    /// <summary>The locks of a repository, each with its queue, ordered by environment; freezes first.</summary>
    public async Task<IReadOnlyList<HeldLock>> ListAsync(long installation, long repository, CancellationToken ct) =>
        LockQueue.HeldLocks(await database.ReadAsync($"""
            SELECT environment, pull, place, by_id, by_login, reason, held FROM environment_lock
            WHERE installation = {installation} AND repository = {repository} ORDER BY environment, place
            """, LockQueue.Read, ct));

    /// <summary>The pull requests that hold a lock or wait for one.</summary>
    public Task<IReadOnlyList<PullKey>> PullsAsync(long installation, CancellationToken ct) => database.ReadAsync($"""
        SELECT DISTINCT installation, repository, pull FROM environment_lock
        WHERE installation = {installation} AND pull > 0 ORDER BY repository, pull
        """, row => row.Key(), ct);

    /// <summary>
    /// Releases all locks and queue places of the pull request and writes this to the audit log; true when there were
    /// any.
    /// </summary>
    public async Task<bool> ReleaseAllAsync(PullKey key, string reason, DateTimeOffset now, CancellationToken ct)
    {
        var tickets = await database.ReadAsync($"""
            SELECT environment, place FROM environment_lock
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} ORDER BY environment
            """, row => (Environment: row.GetString(0), Place: row.GetInt64(1)), ct);
        var released = false;
        foreach (var (environment, place) in tickets)
        {
            released |= await database.WriteAsync(async session =>
            {
                await AuditStore.LockAsync(session, key.Installation, ct);
                if (!await LockQueue.ReleaseAsync(session, key, environment, key.Pull, place, now, ct)) return false;
                await AuditStore.AppendAsync(session, key.Installation,
                    new(AuditKind.Unlock, key.Repository, key.Pull, $"{environment} was released: {reason}"), null, now,
                    ct);
                return true;
            }, ct);
        }

        return released;
    }
}
