using System.Data.Common;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Reports;

namespace TfPilot.Storage;

/// <summary>
/// How the last applies ended. The apply that the gate allowed last is the last one, so a record that arrives late
/// changes nothing once another apply has passed the gate.
/// </summary>
public sealed class OutcomeStore(Database database)
{
    private const string Failed = "unknown";

    /// <summary>The last apply of the project to the environment; null before the first.</summary>
    public async Task<ApplyOutcome?> FindAsync(
        long installation, long repository, string environment, string project, CancellationToken ct) =>
        (await database.ReadAsync($"""
            {Passes} WHERE p.installation = {installation} AND p.repository = {repository}
              AND p.environment = {ChangeStore.Key(environment)} AND p.project = {project}
            {Latest} LIMIT 1
            """, Read, ct)).SingleOrDefault();

    /// <summary>
    /// The last apply of each project and environment of the pull request, ordered by environment and project.
    /// </summary>
    public async Task<IReadOnlyList<ApplyOutcome>> ListAsync(PullKey key, CancellationToken ct)
    {
        var rows = await database.ReadAsync($"""
            {Passes} WHERE p.installation = {key.Installation} AND p.repository = {key.Repository} AND p.pull = {key.Pull}
            {Latest}
            """, Read, ct);
        return
        [
            .. rows.DistinctBy(one => (one.Environment, one.Project))
                .OrderBy(one => one.Environment, StringComparer.Ordinal)
                .ThenBy(one => one.Project, StringComparer.Ordinal),
        ];
    }

    /// <summary>The record of the outcome; null when its run ended without one.</summary>
    public async Task<ApplyRecord?> FindRecordAsync(
        long installation, long repository, ApplyOutcome outcome, CancellationToken ct)
    {
        var documents = await database.ReadAsync($"""
            SELECT document FROM apply_record
            WHERE installation = {installation} AND repository = {repository} AND run = {outcome.Run.Run}
              AND attempt = {outcome.Run.Attempt} AND environment = {outcome.Environment} AND project = {outcome.Project}
            """, row => row.Bytes(0), ct);
        if (documents is not [var document]) return null;
        return RecordDocument.Read("record", Compression.Decompress(document, RecordDocument.MaxBytes))
            .Match<ApplyRecord?>(record => record, _ => null);
    }

    private static FormattableString Passes => $"""
        SELECT p.environment, p.project, p.pull, p.applied_commit, p.run, COALESCE(r.attempt, p.attempt),
          COALESCE(r.status, CASE WHEN l.failed IS NULL OR l.failed THEN {Failed} ELSE {""} END), r.verified
        FROM gate_pass AS p
        LEFT JOIN apply_record AS r ON r.installation = p.installation AND r.repository = p.repository AND r.run = p.run
          AND r.environment = p.environment AND r.project = p.project AND r.attempt >= p.attempt
        LEFT JOIN apply_lock AS l ON l.installation = p.installation AND l.repository = p.repository
          AND l.environment = p.environment AND l.project = p.project AND l.run = p.run AND l.attempt = p.attempt
        """;

    private static FormattableString Latest => $"ORDER BY p.passed DESC, p.run DESC, p.attempt DESC, r.attempt DESC";

    private static ApplyOutcome Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.Number(2) is > 0 and var pull ? pull : null,
        CommitSha.Parse(row.GetString(3)), new(row.GetInt64(4), row.Number(5)),
        Enum.TryParse<ApplyStatus>(row.GetString(6), ignoreCase: true, out var status) ? status : null,
        row.IsDBNull(7) ? null : row.GetBoolean(7));
}
