using System.Data.Common;

namespace TfPilot.Storage;

/// <summary>What GitHub shows about applies.</summary>
/// <param name="Environment">In lower case; empty for the comment on a pull request.</param>
/// <param name="Project">Empty for the comment on a pull request.</param>
/// <param name="Pull">Null for the issue about a project in an environment.</param>
public sealed record ReportKey(long Installation, long Repository, string Environment, string Project, int? Pull)
{
    public static ReportKey Issue(long installation, long repository, string environment, string project) =>
        new(installation, repository, ChangeStore.Key(environment), project, Pull: null);

    public static ReportKey Comment(long installation, long repository, int pull) =>
        new(installation, repository, "", "", pull);
}

/// <summary>A report that one instance compares with the outcomes.</summary>
/// <param name="Number">Of the issue or the comment; null while it is unknown.</param>
/// <param name="Tried">Since when one may exist whose number was not stored; null when none was created.</param>
/// <param name="Claimed">Until when it belongs to this instance.</param>
public sealed record ClaimedReport(
    ReportKey Key, long? Number, DateTimeOffset? Tried, long Revision, DateTimeOffset Claimed);

/// <summary>The issues and comments about applies, and which of them have to be written.</summary>
public sealed class ReportStore(Database database)
{
    /// <summary>Longer than all calls of one report with their retries, so that no two instances write it.</summary>
    public static readonly TimeSpan ClaimTimeout = TimeSpan.FromMinutes(15);

    private static readonly SqlFragment Columns = new(
        "installation, repository, pull, environment, project, number, tried, revision, claimed");

    /// <summary>Claims the report that is due longest; null when there is none.</summary>
    public async Task<ClaimedReport?> ClaimAsync(DateTimeOffset now, CancellationToken ct) =>
        (await database.ChangeAsync($"""
            UPDATE apply_report SET claimed = {now + ClaimTimeout}
            WHERE (installation, repository, environment, project, pull) = (
              SELECT installation, repository, environment, project, pull FROM apply_report
              WHERE due <= {now} AND (claimed IS NULL OR claimed <= {now})
                AND installation NOT IN (SELECT installation FROM installation WHERE removed IS NOT NULL)
              ORDER BY due LIMIT 1 {database.SkipLocked})
              AND due <= {now} AND (claimed IS NULL OR claimed <= {now})
            RETURNING {Columns}
            """, Read, ct)).SingleOrDefault();

    /// <summary>Remembers before a creation that one may exist from now on.</summary>
    public Task TryAsync(ClaimedReport report, DateTimeOffset now, CancellationToken ct) => database.ExecuteAsync($"""
        UPDATE apply_report SET tried = COALESCE(tried, {now})
        WHERE installation = {report.Key.Installation} AND {Held(report)}
        """, ct);

    /// <summary>
    /// Stores the number, and ends the claim. The report is due again at once when an outcome arrived meanwhile.
    /// </summary>
    public Task CompleteAsync(ClaimedReport report, long? number, CancellationToken ct) => database.ExecuteAsync($"""
        UPDATE apply_report SET number = {number}, claimed = NULL,
          tried = CASE WHEN {number == null} THEN tried ELSE NULL END,
          due = CASE WHEN revision = {report.Revision} THEN NULL ELSE due END
        WHERE installation = {report.Key.Installation} AND {Held(report)}
        """, ct);

    /// <summary>Ends the claim without a result; the report is due again at the given time.</summary>
    public Task RetryAsync(ClaimedReport report, DateTimeOffset at, CancellationToken ct) => database.ExecuteAsync($"""
        UPDATE apply_report SET claimed = NULL, due = {at}
        WHERE installation = {report.Key.Installation} AND {Held(report)}
        """, ct);

    /// <summary>The report has to be compared with the outcomes.</summary>
    public Task MarkAsync(ReportKey key, DateTimeOffset now, CancellationToken ct) =>
        database.ExecuteAsync(Mark(key, now), ct);

    /// <summary>The number of the issue about the project; null when there is none.</summary>
    public async Task<long?> FindNumberAsync(ReportKey key, CancellationToken ct) =>
        (await database.ReadAsync(
            $"SELECT number FROM apply_report WHERE installation = {key.Installation} AND {Of(key)}",
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), ct)).SingleOrDefault();

    /// <summary>Within the transaction that stores the outcome.</summary>
    internal static async Task MarkAsync(
        SqlSession session, long installation, long repository, string environment, string project, int? pull,
        DateTimeOffset now, CancellationToken ct)
    {
        await session.ExecuteAsync(Mark(ReportKey.Issue(installation, repository, environment, project), now), ct);
        if (pull is { } number)
            await session.ExecuteAsync(Mark(ReportKey.Comment(installation, repository, number), now), ct);
    }

    private static FormattableString Mark(ReportKey key, DateTimeOffset now) => $"""
        INSERT INTO apply_report (installation, repository, environment, project, pull, due, revision)
        VALUES ({key.Installation}, {key.Repository}, {key.Environment}, {key.Project}, {key.Pull ?? 0}, {now}, 1)
        ON CONFLICT (installation, repository, environment, project, pull) DO UPDATE SET
          due = excluded.due, revision = apply_report.revision + 1
        """;

    /// <summary>Within the installation.</summary>
    private static FormattableString Of(ReportKey key) => $"""
        repository = {key.Repository} AND environment = {key.Environment} AND project = {key.Project} AND pull = {key.Pull ?? 0}
        """;

    private static FormattableString Held(ClaimedReport report) => $"{Of(report.Key)} AND claimed = {report.Claimed}";

    private static ClaimedReport Read(DbDataReader row) => new(
        new(row.GetInt64(0), row.GetInt64(1), row.GetString(3), row.GetString(4),
            row.Number(2) is > 0 and var pull ? pull : null),
        row.IsDBNull(5) ? null : row.GetInt64(5), row.IsDBNull(6) ? null : row.Moment(6), row.GetInt64(7),
        row.Moment(8));
}
