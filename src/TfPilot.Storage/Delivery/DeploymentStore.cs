using System.Data.Common;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Registry;

namespace TfPilot.Storage;

/// <summary>A project in an environment.</summary>
/// <param name="Environment">In lower case.</param>
public sealed record DeploymentKey(long Installation, long Repository, string Environment, string Project);

/// <summary>A deployment that one instance writes to the data branch.</summary>
/// <param name="Claimed">Until when it belongs to this instance.</param>
public sealed record ClaimedDeployment(DeploymentKey Key, long Revision, DateTimeOffset Claimed);

/// <summary>The last recorded applies, and which of them the data branch does not show yet.</summary>
public sealed class DeploymentStore(Database database)
{
    /// <summary>Longer than all calls of one commit with their retries.</summary>
    public static readonly TimeSpan ClaimTimeout = TimeSpan.FromMinutes(15);

    /// <summary>The deployments of the repository.</summary>
    public Task<IReadOnlyList<Deployment>> ListAsync(long installation, long repository, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT environment, project, pull, applied_commit, run, attempt, status, verified, ended, resources FROM deployment
            WHERE installation = {installation} AND repository = {repository} ORDER BY environment, project
            """, ReadDeployment, ct);

    /// <summary>Claims the deployment that is due longest; null when there is none.</summary>
    public async Task<ClaimedDeployment?> ClaimAsync(DateTimeOffset now, CancellationToken ct) =>
        (await database.ChangeAsync($"""
            UPDATE deployment SET claimed = {now + ClaimTimeout}
            WHERE (installation, repository, environment, project) = (
              SELECT installation, repository, environment, project FROM deployment
              WHERE due <= {now} AND (claimed IS NULL OR claimed <= {now})
                AND installation NOT IN (SELECT installation FROM installation WHERE removed IS NOT NULL)
              ORDER BY due LIMIT 1 {database.SkipLocked})
              AND due <= {now} AND (claimed IS NULL OR claimed <= {now})
            RETURNING installation, repository, environment, project, revision, claimed
            """, ReadClaim, ct)).SingleOrDefault();

    /// <summary>Ends the claim. The deployment is due again at once if another apply was recorded.</summary>
    public Task CompleteAsync(ClaimedDeployment deployment, CancellationToken ct) => database.ExecuteAsync($"""
        UPDATE deployment SET claimed = NULL, due = CASE WHEN revision = {deployment.Revision} THEN NULL ELSE due END
        WHERE installation = {deployment.Key.Installation} AND {Held(deployment)}
        """, ct);

    /// <summary>Ends the claim without a result; the deployment is due again at the given time.</summary>
    public Task RetryAsync(ClaimedDeployment deployment, DateTimeOffset at, CancellationToken ct) =>
        database.ExecuteAsync($"""
            UPDATE deployment SET claimed = NULL, due = {at}
            WHERE installation = {deployment.Key.Installation} AND {Held(deployment)}
            """, ct);

    /// <summary>
    /// Within the transaction that stores the record and updates the registry. A record of an earlier apply than the
    /// stored one changes nothing.
    /// </summary>
    internal static Task<int> PutAsync(
        SqlSession session, SentRecord sent, GatePass pass, DateTimeOffset now, CancellationToken ct)
    {
        var (installation, repository, (run, attempt), record, _) = sent;
        return session.ExecuteAsync($"""
            INSERT INTO deployment (installation, repository, environment, project, passed, pull, applied_commit, run, attempt,
              status, verified, ended, resources, due, revision)
            VALUES ({installation}, {repository}, {pass.Environment}, {pass.Project}, {pass.Passed}, {pass.Pull ?? 0},
              {pass.Commit}, {run}, {attempt}, {RecordText.Word(record.Status)}, {record.Verification?.IsPassed},
              {record.Ended ?? now}, {CountResources(installation, repository, pass)}, {now}, 1)
            ON CONFLICT (installation, repository, environment, project) DO UPDATE SET
              passed = excluded.passed, pull = excluded.pull, applied_commit = excluded.applied_commit, run = excluded.run,
              attempt = excluded.attempt, status = excluded.status, verified = excluded.verified, ended = excluded.ended,
              resources = excluded.resources, due = excluded.due, revision = deployment.revision + 1
            WHERE (excluded.passed, excluded.attempt) >= (deployment.passed, deployment.attempt)
            """, ct);
    }

    private static FormattableString CountResources(long installation, long repository, GatePass pass) => $"""
        CASE WHEN EXISTS (SELECT 1 FROM registry_project
          WHERE installation = {installation} AND repository = {repository} AND environment = {pass.Environment} AND project = {pass.Project})
        THEN (SELECT COUNT(*) FROM registry_resource
          WHERE installation = {installation} AND repository = {repository} AND environment = {pass.Environment} AND project = {pass.Project}
            AND deposed = '' AND destroyed IS NULL) END
        """;

    /// <summary>Within the installation.</summary>
    private static FormattableString Held(ClaimedDeployment deployment) => $"""
        repository = {deployment.Key.Repository} AND environment = {deployment.Key.Environment}
          AND project = {deployment.Key.Project} AND claimed = {deployment.Claimed}
        """;

    private static ClaimedDeployment ReadClaim(DbDataReader row) => new(
        new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3)), row.GetInt64(4), row.Moment(5));

    private static Deployment ReadDeployment(DbDataReader row) => new(
        new(row.GetString(0), row.GetString(1), row.Number(2) is > 0 and var pull ? pull : null,
            CommitSha.Parse(row.GetString(3)), new(row.GetInt64(4), row.Number(5)),
            Enum.Parse<ApplyStatus>(row.GetString(6), ignoreCase: true), row.IsDBNull(7) ? null : row.GetBoolean(7)),
        row.Moment(8), row.IsDBNull(9) ? null : row.Number(9));
}
