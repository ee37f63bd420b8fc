using System.Data.Common;
using TfPilot.Core.Approvals;

namespace TfPilot.Storage;

/// <summary>A lock on an environment, or a place in its queue; pull 0 is a freeze.</summary>
internal sealed record LockTicket(
    string Environment, int Pull, long Number, Person By, string Reason, DateTimeOffset? HeldSince);

/// <summary>
/// Acquires and releases locks within a transaction. A writer of a queue holds its row lock until the commit.
/// </summary>
internal static class LockQueue
{
    public const int Freeze = 0;

    /// <summary>True when the pull request now holds the lock, false when it is queued.</summary>
    public static async Task<bool> AcquireAsync(
        SqlSession session, PullKey key, string environment, int pull, Person by, string reason, DateTimeOffset now,
        CancellationToken ct)
    {
        var ticket = await NextTicketAsync(session, key, environment, ct);
        await session.ExecuteAsync($"""
            INSERT INTO environment_lock (installation, repository, environment, pull, place, by_id, by_login, reason, held)
            SELECT {key.Installation}, {key.Repository}, {environment}, {pull}, {ticket}, {by.Id.Value}, {by.Login}, {reason},
              CASE WHEN {pull} > 0 AND EXISTS (
                SELECT 1 FROM environment_lock
                WHERE installation = {key.Installation} AND repository = {key.Repository} AND environment = {environment} AND pull > 0 AND held IS NOT NULL)
              THEN NULL ELSE {now} END
            WHERE TRUE ON CONFLICT (installation, repository, environment, pull) DO NOTHING
            """, ct);
        return (await session.QueryAsync($"""
            SELECT held FROM environment_lock
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND environment = {environment} AND pull = {pull}
            """, row => !row.IsDBNull(0), ct)).Single();
    }

    /// <summary>
    /// Releases exactly this lock or place; false when it no longer exists. The next pull request in the queue then
    /// gets the lock.
    /// </summary>
    public static async Task<bool> ReleaseAsync(
        SqlSession session, PullKey key, string environment, int pull, long ticket, DateTimeOffset now,
        CancellationToken ct)
    {
        await NextTicketAsync(session, key, environment, ct);
        var released = await session.ExecuteAsync($"""
            DELETE FROM environment_lock
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND environment = {environment} AND pull = {pull} AND place = {ticket}
            """, ct);
        if (released == 0) return false;
        await session.ExecuteAsync($"""
            UPDATE environment_lock SET held = {now}
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND environment = {environment} AND place = (
                SELECT MIN(place) FROM environment_lock
                WHERE installation = {key.Installation} AND repository = {key.Repository} AND environment = {environment} AND pull > 0)
              AND held IS NULL AND NOT EXISTS (
                SELECT 1 FROM environment_lock
                WHERE installation = {key.Installation} AND repository = {key.Repository} AND environment = {environment} AND pull > 0 AND held IS NOT NULL)
            """, ct);
        return true;
    }

    public static LockTicket Read(DbDataReader row) => new(
        row.GetString(0), row.Number(1), row.GetInt64(2), new(new(row.GetInt64(3)), row.GetString(4)), row.GetString(5),
        row.IsDBNull(6) ? null : row.Moment(6));

    public static IReadOnlyList<HeldLock> HeldLocks(IReadOnlyList<LockTicket> tickets) =>
    [
        .. tickets.Where(ticket => ticket.HeldSince is not null)
            .OrderBy(ticket => ticket.Environment, StringComparer.Ordinal)
            .ThenBy(ticket => ticket.Pull).Select(held =>
            new HeldLock(held.Environment, held.Pull == Freeze ? null : held.Pull, held.By.Login, held.Reason)
            {
                ById = held.By.Id,
                Since = held.HeldSince,
                Ticket = held.Number,
                Queue = held.Pull == Freeze ? []
                    : [.. tickets.Where(ticket => ticket.Environment == held.Environment && ticket.HeldSince is null)
                    .OrderBy(ticket => ticket.Number)
                        .Select(ticket => new QueuedLock(ticket.Pull, ticket.By, ticket.Number))],
            }),
    ];

    private static async Task<long> NextTicketAsync(
        SqlSession session, PullKey key, string environment, CancellationToken ct) =>
        (await session.QueryAsync($"""
            INSERT INTO lock_turn (installation, repository, environment, place) VALUES ({key.Installation}, {key.Repository}, {environment}, 1)
            ON CONFLICT (installation, repository, environment) DO UPDATE SET place = lock_turn.place + 1
            RETURNING place
            """, row => row.GetInt64(0), ct)).Single();
}
