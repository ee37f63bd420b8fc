using System.Data.Common;
using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Locks;

namespace TfPilot.Storage;

/// <summary>The applies that wait for another one, within the transaction that takes a lock.</summary>
internal static class ApplyQueue
{
    private static readonly SqlFragment Columns = new(
        "environment, pull, applied_commit, run, attempt, urgent, claim, since");

    /// <summary>Only those that have asked again: a job that asks once does not wait.</summary>
    public static FormattableString OfRepository(long installation, long repository, DateTimeOffset now) => $"""
        SELECT {Columns} FROM apply_wait
        WHERE installation = {installation} AND repository = {repository} AND asked > {now - ApplyQueueRules.AskTimeout}
          AND asked > since
        ORDER BY since, run
        """;

    /// <summary>A job that asks again keeps its place; one that had stopped asking begins again.</summary>
    public static Task<int> JoinAsync(
        SqlSession session, long installation, long repository, WaitingApply waiting, DateTimeOffset now,
        CancellationToken ct)
    {
        var wanted = waiting.Wanted;
        return session.ExecuteAsync($"""
            INSERT INTO apply_wait (installation, repository, environment, project, run, attempt, pull, applied_commit, urgent, claim, since, asked)
            VALUES ({installation}, {repository}, {ChangeStore.Key(wanted.Environment)}, {wanted.Project}, {wanted.Run.Run}, {wanted.Run.Attempt},
              {wanted.Pull ?? 0}, {wanted.Commit.Text}, {waiting.IsUrgent},
              {JsonSerializer.Serialize(wanted.Claim, LockJson.Default.Claim)}, {wanted.Since}, {now})
            ON CONFLICT (installation, repository, environment, project, run) DO UPDATE SET
              attempt = excluded.attempt, applied_commit = excluded.applied_commit, urgent = excluded.urgent, claim = excluded.claim, asked = excluded.asked,
              since = CASE WHEN apply_wait.asked > {now - ApplyQueueRules.AskTimeout} THEN apply_wait.since ELSE excluded.since END
            """, ct);
    }

    public static Task<int> LeaveAsync(
        SqlSession session, long installation, long repository, ApplyLock wanted, CancellationToken ct) =>
        session.ExecuteAsync($"""
            DELETE FROM apply_wait
            WHERE installation = {installation} AND repository = {repository} AND environment = {ChangeStore.Key(wanted.Environment)}
              AND project = {wanted.Project} AND run <= {wanted.Run.Run}
            """, ct);

    public static WaitingApply Read(DbDataReader row) => new(
        new(row.GetString(0), JsonSerializer.Deserialize(row.GetString(6), LockJson.Default.Claim)!,
            row.Number(1) is > 0 and var pull ? pull : null, CommitSha.Parse(row.GetString(2)),
            new(row.GetInt64(3), row.Number(4)), ApplyLockState.Applying, row.Moment(7)),
        row.GetBoolean(5));
}
