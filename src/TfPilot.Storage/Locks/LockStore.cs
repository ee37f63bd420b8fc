using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;

namespace TfPilot.Storage;

/// <summary>
/// Which pull request holds an environment, which wait for it and in which order; the database itself lets only one
/// hold it.
/// </summary>
public sealed class LockStore(Database database)
{
    /// <summary>
    /// What is held in a repository, each with its queue; in the order of environments, freezes first.
    /// </summary>
    public async Task<IReadOnlyList<HeldLock>> ListAsync(long installation, long repository, CancellationToken ct) =>
        LockQueue.Held(await database.ReadAsync($"""
            SELECT environment, pull, place, by_id, by_login, reason, held FROM environment_lock
            WHERE installation = {installation} AND repository = {repository} ORDER BY environment, place
            """, LockQueue.Read, ct));

    /// <summary>The pull requests that hold or wait for anything.</summary>
    public Task<IReadOnlyList<PullKey>> PullsAsync(long installation, CancellationToken ct) => database.ReadAsync($"""
        SELECT DISTINCT installation, repository, pull FROM environment_lock
        WHERE installation = {installation} AND pull > 0 ORDER BY repository, pull
        """, row => row.Key(), ct);

    /// <summary>
    /// Gives back all that the pull request holds or waits for, and says so in the history; true when there was
    /// anything.
    /// </summary>
    public async Task<bool> ReleaseAllAsync(PullKey key, string why, DateTimeOffset now, CancellationToken ct)
    {
        var places = await database.ReadAsync($"""
            SELECT environment, place FROM environment_lock
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} ORDER BY environment
            """, row => (Environment: row.GetString(0), Place: row.GetInt64(1)), ct);
        var released = false;
        foreach (var (environment, place) in places)
        {
            released |= await database.WriteAsync(async statements =>
            {
                await AuditStore.LockAsync(statements, key.Installation, ct);
                if (!await LockQueue.ReleaseAsync(statements, key, environment, key.Pull, place, now, ct)) return false;
                await AuditStore.AppendAsync(statements, key.Installation,
                    new(AuditKind.Unlock, key.Repository, key.Pull, $"{environment} was released: {why}"), null, now,
                    ct);
                return true;
            }, ct);
        }

        return released;
    }
}
