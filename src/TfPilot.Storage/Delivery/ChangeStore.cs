using System.Data.Common;
using System.Text.Json;
using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Delivery.Changes;

namespace TfPilot.Storage;

/// <summary>The decisions about open pull requests, and what was approved when they merged.</summary>
public sealed class ChangeStore(Database database)
{
    /// <summary>
    /// Stores the decision unless the stored one has the same content. Must be complete before a check shows the
    /// decision.
    /// </summary>
    public async Task SaveDecisionAsync(PullKey key, DecidedPull decision, CancellationToken ct)
    {
        var document = Serialize(decision);
        var isSame = (await database.ReadAsync($"""
            SELECT document = {document} FROM pull_decision
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull}
            """, row => row.GetBoolean(0), ct)).SingleOrDefault();
        if (isSame) return;
        await database.ExecuteAsync($"""
            INSERT INTO pull_decision (installation, repository, pull, document, decided)
            VALUES ({key.Installation}, {key.Repository}, {key.Pull}, {document}, {decision.At})
            ON CONFLICT (installation, repository, pull) DO UPDATE SET document = excluded.document, decided = excluded.decided
            """, ct);
    }

    /// <summary>The last decision no longer counts, for example because the pull request cannot be decided.</summary>
    public Task RemoveDecisionAsync(PullKey key, CancellationToken ct) => database.ExecuteAsync($"""
        DELETE FROM pull_decision
        WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull}
        """, ct);

    /// <summary>
    /// Derives what was approved from the last decision, and records it with its audit entries. Later calls for the
    /// same pull request change nothing; all calls return what the first one recorded.
    /// </summary>
    /// <param name="more">Further entries about the merge.</param>
    public Task<IReadOnlyList<ApprovedChange>> RecordMergeAsync(
        PullKey key, MergedPull merged, IReadOnlyList<AuditNote> more, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(async session =>
    {
        var audit = await AuditStore.LockAsync(session, key.Installation, ct);
        var known = await session.QueryAsync(OfPull(key), Read, ct);
        if (known.Count > 0) return known;
        var last = (await session.QueryAsync($"""
            SELECT document, decided FROM pull_decision
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull}
            """, row => Deserialize(row.GetString(0)) with { At = row.Moment(1) }, ct)).SingleOrDefault();
        var changes = ChangeRules.AtMerge(last, merged, audit);
        foreach (var change in changes)
        {
            await session.ExecuteAsync($"""
                INSERT INTO approved_change (installation, repository, pull, environment, project, merge_commit, merged, document)
                VALUES ({key.Installation}, {key.Repository}, {key.Pull}, {Key(change.Environment)}, {change.Project},
                  {change.MergeCommit.Text}, {change.MergedAt},
                  {JsonSerializer.Serialize(change, ChangeJson.Default.ApprovedChange)})
                """, ct);
            await AuditStore.AppendAsync(
                session, key.Installation, ChangeAudit.Of(change, key.Repository), null, now, ct);
        }

        foreach (var note in more) await AuditStore.AppendAsync(session, key.Installation, note, null, now, ct);
        return changes;
    }, ct);

    /// <summary>What was approved for the pull request; empty before it is recorded.</summary>
    public Task<IReadOnlyList<ApprovedChange>> ListAsync(PullKey key, CancellationToken ct) =>
        database.ReadAsync(OfPull(key), Read, ct);

    /// <summary>
    /// What was recorded for the project in the environment, most recently merged first; at most
    /// <paramref name="limit"/>.
    /// </summary>
    public Task<IReadOnlyList<ApprovedChange>> ListAsync(
        long installation, long repository, string environment, string project, int limit, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT document FROM approved_change
            WHERE installation = {installation} AND repository = {repository} AND environment = {Key(environment)} AND project = {project}
            ORDER BY merged DESC, pull DESC LIMIT {limit}
            """, Read, ct);

    /// <summary>What was recorded for all changes merged at the given time or later, oldest first.</summary>
    public Task<IReadOnlyList<ApprovedChange>> ListSinceAsync(
        long installation, long repository, DateTimeOffset since, CancellationToken ct) => database.ReadAsync($"""
            SELECT document FROM approved_change
            WHERE installation = {installation} AND repository = {repository} AND merged >= {since}
            ORDER BY merged, pull, environment, project
            """, Read, ct);

    /// <summary>The projects with recorded changes in the environment, most recently merged first.</summary>
    public Task<IReadOnlyList<string>> ProjectsAsync(
        long installation, long repository, string environment, int limit, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT project FROM approved_change
            WHERE installation = {installation} AND repository = {repository} AND environment = {Key(environment)} AND project <> {""}
            GROUP BY project ORDER BY MAX(merged) DESC, project LIMIT {limit}
            """, row => row.GetString(0), ct);

    /// <summary>The repositories with changes that were merged since the given time.</summary>
    public Task<IReadOnlyList<(long Installation, long Repository)>> RepositoriesAsync(
        DateTimeOffset since, CancellationToken ct) => database.ReadAsync($"""
            SELECT DISTINCT installation, repository FROM approved_change
            WHERE merged >= {since} AND installation NOT IN (SELECT installation FROM installation WHERE removed IS NOT NULL)
            ORDER BY installation, repository
            """, row => (row.GetInt64(0), row.GetInt64(1)), ct);

    /// <summary>The pull requests with a record for this merge commit.</summary>
    public Task<IReadOnlyList<int>> PullsOfAsync(
        long installation, long repository, string mergeCommit, CancellationToken ct) => database.ReadAsync($"""
            SELECT DISTINCT pull FROM approved_change
            WHERE installation = {installation} AND repository = {repository} AND merge_commit = {mergeCommit}
            ORDER BY pull
            """, row => row.Number(0), ct);

    internal static string Key(string environment) => environment.ToLowerInvariant();

    private static FormattableString OfPull(PullKey key) => $"""
        SELECT document FROM approved_change
        WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull}
        ORDER BY environment, project
        """;

    private static ApprovedChange Read(DbDataReader row) =>
        JsonSerializer.Deserialize(row.GetString(0), ChangeJson.Default.ApprovedChange)!;

    /// <summary>Without the time, so that the same decision made again is the same document.</summary>
    private static string Serialize(DecidedPull decision) =>
        JsonSerializer.Serialize(decision with { At = default }, ChangeJson.Default.DecidedPull);

    private static DecidedPull Deserialize(string document) =>
        JsonSerializer.Deserialize(document, ChangeJson.Default.DecidedPull)!;
}
