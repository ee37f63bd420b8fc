using TfPilot.Core.Audit;

namespace TfPilot.Storage;

/// <summary>The audit log of each installation; appends of several instances are serialized.</summary>
public sealed class AuditStore(Database database)
{
    private const int Page = 1_000;

    /// <summary>Appends one entry and returns the new head.</summary>
    public Task<AuditHead> AppendAsync(long installation, AuditNote note, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(session => AppendAsync(session, installation, note, null, at, ct), ct);

    /// <summary>
    /// Appends the notes in one transaction, each unless the last entry of its kind, repository and pull request has
    /// the same state; returns the head in any case.
    /// </summary>
    public Task<AuditHead> AppendChangesAsync(
        long installation, IReadOnlyList<DeduplicatedNote> notes, DateTimeOffset at, CancellationToken ct) =>
            database.WriteAsync(async session =>
    {
        var head = await LockAsync(session, installation, ct);
        foreach (var (note, state) in notes)
        {
            if (await StateAsync(session, installation, note, ct) != state)
                head = await AppendAsync(session, installation, note, state, at, ct);
        }

        return head;
    }, ct);

    /// <summary>The head of the audit log as stored separately.</summary>
    public async Task<AuditHead> HeadAsync(long installation, CancellationToken ct) =>
        (await database.ReadAsync($"SELECT number, hash FROM audit_head WHERE installation = {installation}",
            row => new AuditHead(installation, row.GetInt64(0), row.GetString(1)), ct))
            .FirstOrDefault(AuditHead.Start(installation));

    /// <summary>The installations with an audit log or a stored head.</summary>
    public Task<IReadOnlyList<long>> ListAsync(CancellationToken ct) =>
        database.ReadAsync(
            $"SELECT installation FROM audit_head UNION SELECT installation FROM audit ORDER BY installation",
            row => row.GetInt64(0), ct);

    /// <summary>The entries of the audit log as lines of JSON, oldest first.</summary>
    public async IAsyncEnumerable<string> ReadAsync(
        long installation, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        for (var from = 0L; ;)
        {
            var page = await database.ReadAsync($"""
                SELECT number, line FROM audit WHERE installation = {installation} AND number > {from}
                ORDER BY number LIMIT {Page}
                """, row => (Number: row.GetInt64(0), Line: row.GetString(1)), ct);
            foreach (var (_, line) in page) yield return line;
            if (page.Count < Page) yield break;
            from = page[^1].Number;
        }
    }

    /// <summary>A page of the lines about one pull request after an entry; empty after the last.</summary>
    public Task<IReadOnlyList<(long Number, string Line)>> ReadPageAsync(
        PullKey key, long after, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT number, line FROM audit
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND number > {after}
            ORDER BY number LIMIT {Page}
            """, row => (row.GetInt64(0), row.GetString(1)), ct);

    /// <summary>The lines that a delivery or run caused, oldest first.</summary>
    public Task<IReadOnlyList<string>> ReadTraceAsync(long installation, string trace, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT line FROM audit_trace
            JOIN audit ON audit.installation = audit_trace.installation AND audit.number = audit_trace.number
            WHERE audit_trace.installation = {installation} AND trace = {trace} ORDER BY audit_trace.number
            """, row => row.GetString(0), ct);

    /// <summary>The first lines about the repository that a delivery or run caused, oldest first.</summary>
    public Task<IReadOnlyList<string>> ReadTraceAsync(
        long installation, long repository, string trace, int limit, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT line FROM audit_trace
            JOIN audit ON audit.installation = audit_trace.installation AND audit.number = audit_trace.number
            WHERE audit_trace.installation = {installation} AND trace = {trace} AND audit.repository = {repository}
            ORDER BY audit_trace.number LIMIT {limit}
            """, row => row.GetString(0), ct);

    private static async Task<string?> StateAsync(
        SqlSession session, long installation, AuditNote note, CancellationToken ct) =>
        (await session.QueryAsync($"""
            SELECT state FROM audit
            WHERE installation = {installation} AND repository = {note.Repository} AND pull = {note.Pull ?? 0} AND kind = {note.Kind.ToString()}
            ORDER BY number DESC LIMIT 1
            """, row => row.Text(0), ct)).SingleOrDefault();

    /// <summary>Appends within the transaction of the action that the entry describes.</summary>
    internal static async Task<AuditHead> AppendAsync(
        SqlSession session, long installation, AuditNote note, string? state, DateTimeOffset at,
        CancellationToken ct)
    {
        var last = await LockAsync(session, installation, ct);
        var traces = Correlation.Current;
        var (head, line) = AuditEntry.After(
            last, note with { Evidence = [.. note.Evidence, .. traces.Select(id => new AuditEvidence("trace", id))] },
            at);
        await session.ExecuteAsync($"""
            INSERT INTO audit (installation, number, line, repository, pull, kind, state)
            VALUES ({installation}, {head.Number}, {line}, {note.Repository}, {note.Pull ?? 0}, {note.Kind.ToString()}, {state})
            """, ct);
        await session.ExecuteAsync($"""
            UPDATE audit_head SET number = {head.Number}, hash = {head.Hash}
            WHERE installation = {installation} AND hash = {last.Hash}
            """, ct);
        foreach (var trace in traces)
            await session.ExecuteAsync($"""
                INSERT INTO audit_trace (installation, trace, number) VALUES ({installation}, {trace}, {head.Number})
                """, ct);
        return head;
    }

    /// <summary>
    /// Locks the head of the log and returns it. This is an update, because its row lock serializes the writers of this
    /// log until the commit. A transaction that also changes lock queues must call this first; another order could
    /// deadlock.
    /// </summary>
    internal static async Task<AuditHead> LockAsync(SqlSession session, long installation, CancellationToken ct)
    {
        var start = AuditHead.Start(installation);
        await session.ExecuteAsync($"""
            INSERT INTO audit_head (installation, number, hash) VALUES ({installation}, {start.Number}, {start.Hash})
            ON CONFLICT (installation) DO NOTHING
            """, ct);
        return (await session.QueryAsync(
            $"UPDATE audit_head SET number = number WHERE installation = {installation} RETURNING number, hash",
            row => new AuditHead(installation, row.GetInt64(0), row.GetString(1)), ct)).Single();
    }
}
