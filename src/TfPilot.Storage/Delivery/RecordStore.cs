using System.Security.Cryptography;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Gates;
using TfPilot.Delivery.Records;

namespace TfPilot.Storage;

/// <summary>A record with the run that sent it.</summary>
/// <param name="Document">The bytes of the record as they were sent.</param>
public sealed record SentRecord(
    long Installation, long Repository, RunAttempt Run, ApplyRecord Record, byte[] Document);

public enum RecordResult
{
    Added,

    /// <summary>The same document was stored before.</summary>
    Same,

    /// <summary>Another document of the same apply was stored before; nothing was changed.</summary>
    Contradictory,
}

/// <summary>The results of applies.</summary>
public sealed class RecordStore(Database database)
{
    /// <summary>The apply that the gate allowed in this run; null when there is none.</summary>
    public async Task<GatePass?> FindPassAsync(SentRecord sent, CancellationToken ct) =>
        (await database.ReadAsync(
            GatePasses.Find(
                sent.Installation, sent.Repository, sent.Run.Run, sent.Run.Attempt, sent.Record.Environment,
                sent.Record.Project), GatePasses.Read, ct)).SingleOrDefault();

    /// <summary>
    /// Stores the record, ends its lock, updates the registry and the deployment, marks the reports on GitHub and
    /// appends the note to the audit history, in one transaction. A successful apply releases the lock; every other one
    /// keeps it.
    /// </summary>
    public Task<RecordResult> AddAsync(
        SentRecord sent, GatePass pass, AuditNote note, DateTimeOffset now, CancellationToken ct)
    {
        var (installation, repository, (run, attempt), record, _) = sent;
        var hash = Convert.ToHexStringLower(SHA256.HashData(sent.Document));
        var document = Compression.Compress(sent.Document);
        return database.WriteAsync(async session =>
        {
            await AuditStore.LockAsync(session, installation, ct); // Serializes the writers of this installation.
            var added = await session.ExecuteAsync($"""
                INSERT INTO apply_record (installation, repository, run, attempt, environment, project, pull, applied_commit, status, merged, ended, hash, document, verified)
                VALUES ({installation}, {repository}, {run}, {attempt}, {pass.Environment}, {pass.Project}, {pass.Pull ?? 0},
                  {pass.Commit}, {RecordText.Word(record.Status)}, {pass.Merged}, {record.Ended ?? now}, {hash}, {document},
                  {record.Verification?.IsPassed})
                ON CONFLICT (installation, repository, run, attempt, environment, project) DO NOTHING
                """, ct);
            if (added == 0) return await CompareAsync(session, sent, pass, hash, ct);
            await ApplyLockStore.EndAsync(
                session, installation, repository, pass.Environment, pass.Project, run, attempt, !record.IsSuccess, ct);
            await RegistryRows.UpdateAsync(session, sent, pass, now, ct);
            await DeploymentStore.PutAsync(session, sent, pass, now, ct);
            await ReportStore.MarkAsync(
                session, installation, repository, pass.Environment, pass.Project, pass.Pull, now, ct);
            await AuditStore.AppendAsync(session, installation, note, null, now, ct);
            return RecordResult.Added;
        }, ct);
    }

    private static async Task<RecordResult> CompareAsync(
        SqlSession session, SentRecord sent, GatePass pass, string hash, CancellationToken ct)
    {
        var isSame = (await session.QueryAsync($"""
            SELECT hash = {hash} FROM apply_record
            WHERE installation = {sent.Installation} AND repository = {sent.Repository} AND run = {sent.Run.Run}
              AND attempt = {sent.Run.Attempt} AND environment = {pass.Environment} AND project = {pass.Project}
            """, row => row.GetBoolean(0), ct)).Single();
        return isSame ? RecordResult.Same : RecordResult.Contradictory;
    }

    /// <summary>
    /// The successful apply of the change that was merged last; null when nothing was applied.
    /// </summary>
    public async Task<LastApply?> FindLastAsync(
        long installation, long repository, string environment, string project, CancellationToken ct) =>
        (await database.ReadAsync($"""
            SELECT pull, applied_commit, run, attempt, merged FROM apply_record
            WHERE installation = {installation} AND repository = {repository} AND environment = {ChangeStore.Key(environment)}
              AND project = {project} AND status IN ('applied', 'nothing')
            ORDER BY merged DESC, run DESC, attempt DESC LIMIT 1
            """, row => new LastApply(
                row.Number(0) is > 0 and var pull ? pull : null, CommitSha.Parse(row.GetString(1)),
                new(row.GetInt64(2), row.Number(3)), row.Moment(4)), ct)).SingleOrDefault();
}
