using System.Data.Common;
using TfPilot.Core.Approvals;

namespace TfPilot.Storage;

/// <summary>A stored request to GitHub about workflow runs.</summary>
/// <param name="Environment">Null for a request that concerns the pull request.</param>
/// <param name="Run">The run that it concerns; null when there is none.</param>
public sealed record RunRequest(
    PullKey Key, long Comment, RunRequestKind Kind, string? Environment, string By, DateTimeOffset Requested,
    long? Run);

/// <summary>Requests to GitHub that must be made at most once.</summary>
public sealed class RunRequestStore(Database database)
{
    /// <summary>A request that was sent longer ago has been interrupted; its outcome is unknown.</summary>
    public static readonly TimeSpan SendTimeout = TimeSpan.FromMinutes(10);

    private static readonly SqlFragment Columns = new(
        "installation, repository, pull, comment, kind, environment, by_login, requested, run");

    /// <summary>Marks the oldest open request as sent, and returns it; null when there is none.</summary>
    public async Task<RunRequest?> SendNextAsync(DateTimeOffset now, CancellationToken ct) =>
        (await database.ChangeAsync($"""
            UPDATE run_request SET state = 'sent', sent = {now}
            WHERE (installation, repository, comment, kind, environment) = (
              SELECT installation, repository, comment, kind, environment FROM run_request
              WHERE state = 'open' ORDER BY requested LIMIT 1 {database.SkipLocked})
              AND state = 'open'
            RETURNING {Columns}
            """, Read, ct)).SingleOrDefault();

    /// <summary>Ends requests that were interrupted, and returns them.</summary>
    public Task<IReadOnlyList<RunRequest>> EndInterruptedAsync(DateTimeOffset now, CancellationToken ct) =>
        database.ChangeAsync($"""
            UPDATE run_request SET state = 'unknown'
            WHERE (installation, repository, comment, kind, environment) IN (
              SELECT installation, repository, comment, kind, environment FROM run_request
              WHERE state = 'sent' AND sent <= {now - SendTimeout})
            RETURNING {Columns}
            """, Read, ct);

    /// <param name="state"><c>done</c>, <c>failed</c> or <c>unknown</c>.</param>
    /// <param name="run">The run that it started; null keeps the stored one.</param>
    public Task EndAsync(
        RunRequest request, string state, long? run, CancellationToken ct) => database.ExecuteAsync($"""
        UPDATE run_request SET state = {state}, run = COALESCE({run}, run)
        WHERE installation = {request.Key.Installation} AND repository = {request.Key.Repository} AND comment = {request.Comment}
          AND kind = {Word(request.Kind)} AND environment = {request.Environment ?? ""}
        """, ct);

    /// <summary>Within the transaction that decides the comment.</summary>
    internal static Task<int> AddAsync(
        SqlSession session, CommandComment comment, CommandEffect.AskGitHub request, Person by, DateTimeOffset now,
        CancellationToken ct) => session.ExecuteAsync($"""
            INSERT INTO run_request (installation, repository, pull, comment, kind, environment, by_login, requested, state, run)
            VALUES ({comment.Key.Installation}, {comment.Key.Repository}, {comment.Key.Pull}, {comment.Comment}, {Word(request.Kind)},
              {request.Environment ?? ""}, {by.Login}, {now}, 'open', {request.Run})
            ON CONFLICT (installation, repository, comment, kind, environment) DO NOTHING
            """, ct);

    private static string Word(RunRequestKind kind) => kind.ToString().ToLowerInvariant();

    private static RunRequest Read(DbDataReader row) => new(
        row.Key(), row.GetInt64(3), Enum.Parse<RunRequestKind>(row.GetString(4), ignoreCase: true),
        row.GetString(5) is { Length: > 0 } environment ? environment : null, row.GetString(6), row.Moment(7),
        row.IsDBNull(8) ? null : row.GetInt64(8));
}
