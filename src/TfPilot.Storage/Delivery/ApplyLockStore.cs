using System.Data.Common;
using System.Text.Json;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Locks;

namespace TfPilot.Storage;

/// <summary>The claims of applies that run or failed.</summary>
public sealed class ApplyLockStore(Database database)
{
    private static readonly SqlFragment Columns = new(
        "environment, project, pull, applied_commit, run, attempt, failed, claim, since");

    /// <summary>The locks of a repository, ordered by environment and project.</summary>
    public Task<IReadOnlyList<ApplyLock>> ListAsync(long installation, long repository, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT {Columns} FROM apply_lock
            WHERE installation = {installation} AND repository = {repository} ORDER BY environment, project
            """, Read, ct);

    /// <summary>The applies of a repository that wait now, longest first.</summary>
    public Task<IReadOnlyList<WaitingApply>> ListWaitingAsync(
        long installation, long repository, DateTimeOffset now, CancellationToken ct) =>
        database.ReadAsync(ApplyQueue.OfRepository(installation, repository, now), ApplyQueue.Read, ct);

    /// <summary>The applies of all installations that run since before the given time.</summary>
    public Task<IReadOnlyList<(long Installation, long Repository, ApplyLock Held)>> ListApplyingAsync(
        DateTimeOffset before, CancellationToken ct) => database.ReadAsync($"""
            SELECT {Columns}, installation, repository FROM apply_lock
            WHERE NOT failed AND since <= {before}
              AND installation NOT IN (SELECT installation FROM installation WHERE removed IS NOT NULL)
            ORDER BY since
            """, row => (row.GetInt64(9), row.GetInt64(10), Read(row)), ct);

    /// <summary>
    /// Keeps the lock as after a failure, because the result is unknown, marks the reports on GitHub, and appends the
    /// note to the audit history; nothing when the apply has ended or was attempted again meanwhile.
    /// </summary>
    public Task<bool> MarkUnknownAsync(
        long installation, long repository, ApplyLock held, AuditNote note, DateTimeOffset now,
        CancellationToken ct) => database.WriteAsync(async session =>
    {
        await AuditStore.LockAsync(session, installation, ct);
        var marked = await session.ExecuteAsync($"""
            UPDATE apply_lock SET failed = TRUE
            WHERE installation = {installation} AND repository = {repository} AND environment = {Key(held.Environment)}
              AND project = {held.Project} AND run = {held.Run.Run} AND attempt = {held.Run.Attempt} AND NOT failed
            """, ct);
        if (marked == 0) return false;
        await AuditStore.AppendAsync(session, installation, note, null, now, ct);
        await ReportStore.MarkAsync(
            session, installation, repository, held.Environment, held.Project, held.Pull, now, ct);
        return true;
    }, ct);

    /// <summary>
    /// Takes the lock and appends the note to the audit history, in one transaction; otherwise the apply joins the
    /// queue. A plan that changes nothing passes without the lock then.
    /// </summary>
    /// <param name="isUrgent">Whether it goes before all that are not.</param>
    /// <param name="merged">When the change was merged; null for an apply without a pull request.</param>
    public Task<LockAttempt> TakeAsync(
        long installation, long repository, ApplyLock wanted, bool isUrgent, DateTimeOffset? merged, AuditNote note,
        DateTimeOffset now, CancellationToken ct) => database.WriteAsync(async session =>
    {
        await AuditStore.LockAsync(session, installation, ct); // Serializes the writers of this installation.
        var held = await session.QueryAsync($"""
            SELECT {Columns} FROM apply_lock
            WHERE installation = {installation} AND repository = {repository} AND environment = {Key(wanted.Environment)}
            ORDER BY since, project
            """, Read, ct);
        var waiting = await session.QueryAsync(
            ApplyQueue.OfRepository(installation, repository, now), ApplyQueue.Read, ct);
        var own = waiting.FirstOrDefault(one => (one.Wanted.Environment, one.Wanted.Project, one.Wanted.Run.Run)
            == (Key(wanted.Environment), wanted.Project, wanted.Run.Run));
        var attempt = ApplyQueueRules.Decide(
            held, waiting, new(wanted with { Since = own?.Wanted.Since ?? wanted.Since }, isUrgent));
        if (!attempt.IsTaken && !wanted.ChangesNothing)
        {
            await ApplyQueue.JoinAsync(session, installation, repository, new(wanted, isUrgent), now, ct);
            return attempt;
        }

        await ApplyQueue.LeaveAsync(session, installation, repository, wanted, ct);
        if (attempt.IsTaken) await InsertAsync(session, installation, repository, wanted, ct);
        await GatePasses.AddAsync(session, installation, repository, wanted, merged, ct);
        await AuditStore.AppendAsync(session, installation, note, null, now, ct);
        return new(null, null);
    }, ct);

    private static Task<int> InsertAsync(
        SqlSession session, long installation, long repository, ApplyLock wanted, CancellationToken ct) =>
        session.ExecuteAsync($"""
            INSERT INTO apply_lock (installation, repository, environment, project, pull, applied_commit, run, attempt, failed, claim, since)
            VALUES ({installation}, {repository}, {Key(wanted.Environment)}, {wanted.Project}, {wanted.Pull ?? 0}, {wanted.Commit.Text},
              {wanted.Run.Run}, {wanted.Run.Attempt}, {wanted.State == ApplyLockState.Failed},
              {JsonSerializer.Serialize(wanted.Claim, LockJson.Default.Claim)}, {wanted.Since})
            ON CONFLICT (installation, repository, environment, project) DO UPDATE SET
              pull = excluded.pull, applied_commit = excluded.applied_commit, run = excluded.run, attempt = excluded.attempt,
              failed = excluded.failed, claim = excluded.claim, since = excluded.since
            """, ct);

    /// <summary>
    /// Ends the apply of a run: releases its lock, or keeps it as failed. Within the transaction that stores the
    /// record.
    /// </summary>
    internal static Task<int> EndAsync(
        SqlSession session, long installation, long repository, string environment, string project, long run,
        int attempt, bool isFailed, CancellationToken ct) => isFailed
        ? session.ExecuteAsync($"""
            UPDATE apply_lock SET failed = TRUE
            WHERE installation = {installation} AND repository = {repository} AND environment = {Key(environment)} AND project = {project}
              AND run = {run} AND attempt <= {attempt}
            """, ct)
        : session.ExecuteAsync($"""
            DELETE FROM apply_lock
            WHERE installation = {installation} AND repository = {repository} AND environment = {Key(environment)} AND project = {project}
              AND run = {run} AND attempt <= {attempt}
            """, ct);

    private static string Key(string environment) => ChangeStore.Key(environment);

    private static ApplyLock Read(DbDataReader row) => new(
        row.GetString(0), JsonSerializer.Deserialize(row.GetString(7), LockJson.Default.Claim)!,
        row.Number(2) is > 0 and var pull ? pull : null, CommitSha.Parse(row.GetString(3)),
        new(row.GetInt64(4), row.Number(5)),
        row.GetBoolean(6) ? ApplyLockState.Failed : ApplyLockState.Applying, row.Moment(8));
}
