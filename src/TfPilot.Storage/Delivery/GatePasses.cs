using System.Data.Common;
using TfPilot.Delivery.Locks;

namespace TfPilot.Storage;

/// <summary>An apply that the gate allowed.</summary>
/// <param name="Environment">In lower case.</param>
/// <param name="Pull">Null for an apply without a pull request.</param>
/// <param name="Merged">When the change was merged; the start of time without a pull request, so that such an apply
/// supersedes no change.</param>
public sealed record GatePass(
    long Run, int Attempt, string Environment, string Project, int? Pull, string Commit, DateTimeOffset Merged,
    DateTimeOffset Passed);

/// <summary>The rows of applies that the gate allowed.</summary>
internal static class GatePasses
{
    public static Task<int> AddAsync(
        SqlSession session, long installation, long repository, ApplyLock taken, DateTimeOffset? merged,
        CancellationToken ct) => session.ExecuteAsync($"""
        INSERT INTO gate_pass (installation, repository, run, attempt, environment, project, pull, applied_commit, merged, passed)
        VALUES ({installation}, {repository}, {taken.Run.Run}, {taken.Run.Attempt}, {ChangeStore.Key(taken.Environment)},
          {taken.Project}, {taken.Pull ?? 0}, {taken.Commit.Text}, {merged ?? DateTimeOffset.UnixEpoch}, {taken.Since})
        ON CONFLICT (installation, repository, run, environment, project, attempt) DO UPDATE SET
          pull = excluded.pull, applied_commit = excluded.applied_commit, merged = excluded.merged, passed = excluded.passed
        """, ct);

    /// <summary>The last pass of the run up to the attempt, because a re-run may only repeat the later jobs.</summary>
    public static FormattableString Find(
        long installation, long repository, long run, int attempt, string environment, string project) => $"""
        SELECT run, attempt, environment, project, pull, applied_commit, merged, passed FROM gate_pass
        WHERE installation = {installation} AND repository = {repository} AND run = {run} AND attempt <= {attempt}
          AND environment = {ChangeStore.Key(environment)} AND project = {project}
        ORDER BY attempt DESC LIMIT 1
        """;

    public static GatePass Read(DbDataReader row) => new(
        row.GetInt64(0), row.Number(1), row.GetString(2), row.GetString(3),
        row.Number(4) is > 0 and var pull ? pull : null, row.GetString(5), row.Moment(6), row.Moment(7));
}
