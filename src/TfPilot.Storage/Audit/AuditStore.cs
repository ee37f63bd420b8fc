using TfPilot.Core.Audit;

namespace TfPilot.Storage;

/// <summary>The history of each installation, to which any number of instances append one after the other.</summary>
public sealed class AuditStore(Database database)
{
    private const int Page = 1_000;

    /// <summary>Appends, and returns the new end.</summary>
    public Task<AuditHead> AppendAsync(long installation, AuditNote note, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(statements => AppendAsync(statements, installation, note, null, at, ct), ct);

    /// <summary>
    /// Appends unless the last note of this kind, repository and pull request was of the same <paramref name="state"/>,
    /// whoever appended it; returns the end in either case.
    /// </summary>
    public Task<AuditHead> AppendChangeAsync(
        long installation, AuditNote note, string state, DateTimeOffset at, CancellationToken ct) =>
            database.WriteAsync(async statements =>
    {
        var head = await LockAsync(statements, installation, ct);
        var last = await statements.QueryAsync($"""
            SELECT state FROM audit
            WHERE installation = {installation} AND repository = {note.Repository} AND pull = {note.Pull ?? 0} AND kind = {note.Kind.ToString()}
            ORDER BY number DESC LIMIT 1
            """, row => row.Text(0), ct);
        return last is [{ } known] && known == state ? head
            : await AppendAsync(statements, installation, note, state, at, ct);
    }, ct);

    /// <summary>Where the history ends, by what was remembered beside it.</summary>
    public async Task<AuditHead> HeadAsync(long installation, CancellationToken ct) =>
        (await database.ReadAsync($"SELECT number, hash FROM audit_head WHERE installation = {installation}",
            row => new AuditHead(installation, row.GetInt64(0), row.GetString(1)), ct))
            .FirstOrDefault(AuditHead.Beginning(installation));

    /// <summary>The installations that have a history, or one of which the end is remembered no more.</summary>
    public Task<IReadOnlyList<long>> ListAsync(CancellationToken ct) =>
        database.ReadAsync(
            $"SELECT installation FROM audit_head UNION SELECT installation FROM audit ORDER BY installation",
            row => row.GetInt64(0), ct);

    /// <summary>The lines of the history, from its beginning.</summary>
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

    /// <summary>Within a transaction that does what the note tells.</summary>
    internal static async Task<AuditHead> AppendAsync(
        SqlSession statements, long installation, AuditNote note, string? state, DateTimeOffset at,
        CancellationToken ct)
    {
        var last = await LockAsync(statements, installation, ct);
        var (head, line) = AuditEntry.After(last, note, at);
        await statements.ExecuteAsync($"""
            INSERT INTO audit (installation, number, line, repository, pull, kind, state)
            VALUES ({installation}, {head.Number}, {line}, {note.Repository}, {note.Pull ?? 0}, {note.Kind.ToString()}, {state})
            """, ct);
        await statements.ExecuteAsync($"""
            UPDATE audit_head SET number = {head.Number}, hash = {head.Hash}
            WHERE installation = {installation} AND hash = {last.Hash}
            """, ct);
        return head;
    }

    /// <summary>
    /// An update, because it keeps every other writer of this history waiting until the commit. Whoever takes places in
    /// queues as well comes here first: two that hold what the other waits for would wait for ever.
    /// </summary>
    internal static async Task<AuditHead> LockAsync(SqlSession statements, long installation, CancellationToken ct)
    {
        var beginning = AuditHead.Beginning(installation);
        await statements.ExecuteAsync($"""
            INSERT INTO audit_head (installation, number, hash) VALUES ({installation}, {beginning.Number}, {beginning.Hash})
            ON CONFLICT (installation) DO NOTHING
            """, ct);
        return (await statements.QueryAsync(
            $"UPDATE audit_head SET number = number WHERE installation = {installation} RETURNING number, hash",
            row => new AuditHead(installation, row.GetInt64(0), row.GetString(1)), ct)).Single();
    }
}
