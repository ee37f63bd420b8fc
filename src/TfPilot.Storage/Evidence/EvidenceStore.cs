using System.Data.Common;
using System.Runtime.CompilerServices;

namespace TfPilot.Storage;

/// <summary>The evidence of all pull requests: one document per run and attempt.</summary>
public sealed class EvidenceStore(Database database)
{
    internal const string Contradicted = "two different documents arrived for this run and attempt";

    /// <summary>
    /// The limit of compressed bytes per pull request. The oldest heads are deleted for the newest; one head may not
    /// exceed it.
    /// </summary>
    internal const long MaxBytesPerPull = 128L << 20;

    /// <summary>The limit for untrusted evidence per head, because any job can send it.</summary>
    private const int MaxForeign = 50;

    /// <summary>
    /// Stores the first document of a run's attempt. A different second one is not stored and, when it is trusted
    /// itself, makes the first untrusted. A trusted document replaces an untrusted one.
    /// </summary>
    public Task<EvidenceResult> AddAsync(EvidenceRow row, CancellationToken ct) =>
        database.WriteAsync(async session =>
    {
        var key = row.Key;
        if (!row.Trusted && await IsFullAsync(session, row, ct)) return EvidenceResult.Full;
        if (!await EvidenceLimit.MakeRoomAsync(session, row, MaxBytesPerPull, ct)) return EvidenceResult.Full;
        if (row.Trusted) await session.ExecuteAsync($"""
            DELETE FROM evidence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND run = {row.Run} AND attempt = {row.Attempt}
              AND NOT trusted AND distrust <> {Contradicted}
            """, ct);
        var added = await session.ExecuteAsync($"""
            INSERT INTO evidence (installation, repository, pull, head, base, run, attempt, trusted, distrust, facts, hash, received, size, planned)
            VALUES ({key.Installation}, {key.Repository}, {key.Pull}, {row.Head}, {row.Base}, {row.Run}, {row.Attempt},
              {row.Trusted}, {row.DistrustReason}, {row.Facts}, {row.Hash}, {row.Received}, {row.Size}, {row.Planned})
            ON CONFLICT (installation, repository, run, attempt) DO NOTHING
            """, ct);
        if (added == 1) return EvidenceResult.Added;

        var known = (await session.QueryAsync($"""
            SELECT trusted, pull = {key.Pull} AND head = {row.Head} AND base = {row.Base} AND hash = {row.Hash} FROM evidence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND run = {row.Run} AND attempt = {row.Attempt}
            """, found => (IsTrusted: found.GetBoolean(0), IsSame: found.GetBoolean(1)), ct)).Single();
        if (known.IsTrusted && !row.Trusted) return EvidenceResult.Outranked;
        if (known.IsSame) return EvidenceResult.Same;
        await session.ExecuteAsync($"""
            UPDATE evidence SET trusted = FALSE, distrust = {Contradicted}
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND run = {row.Run} AND attempt = {row.Attempt} AND trusted
            """, ct);
        return EvidenceResult.Contradictory;
    }, ct);

    /// <summary>Deletes the untrusted evidence of a closed pull request, because it decides nothing.</summary>
    public Task DeleteForeignAsync(PullKey key, CancellationToken ct) => database.ExecuteAsync($"""
        DELETE FROM evidence
        WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND NOT trusted AND distrust <> {Contradicted}
        """, ct);

    /// <summary>
    /// Records that the pull request was closed or deleted, which starts the retention time of its evidence.
    /// </summary>
    public Task MarkClosedAsync(PullKey key, DateTimeOffset now, CancellationToken ct) => database.ExecuteAsync($"""
        UPDATE evidence SET closed = {now}
        WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND closed IS NULL
        """, ct);

    /// <summary>Records that the pull request is open; writes only when it was closed before.</summary>
    public async Task MarkOpenAsync(PullKey key, CancellationToken ct)
    {
        var wasClosed = await database.ReadAsync($"""
            SELECT 1 FROM evidence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND closed IS NOT NULL LIMIT 1
            """, _ => true, ct);
        if (wasClosed.Count == 0) return;
        await database.ExecuteAsync($"""
            UPDATE evidence SET closed = NULL
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull}
            """, ct);
    }

    /// <summary>
    /// Pull requests that are not recorded as closed and that received no evidence since <paramref name="before"/>,
    /// after <paramref name="last"/> in the order of their ids; the webhook that closed them may have been lost.
    /// </summary>
    public Task<IReadOnlyList<PullKey>> ListInactiveAsync(
        DateTimeOffset before, PullKey last, int limit, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT installation, repository, pull FROM evidence
            WHERE closed IS NULL AND (installation, repository, pull) > ({last.Installation}, {last.Repository}, {last.Pull})
            GROUP BY installation, repository, pull HAVING MAX(received) <= {before}
            ORDER BY installation, repository, pull LIMIT {limit}
            """, row => row.Key(), ct);

    /// <summary>
    /// The uncompressed bytes of a head's evidence; a document of unknown size counts as
    /// <paramref name="unknownSize"/>.
    /// </summary>
    public async Task<long> SizeAsync(PullKey key, string head, long unknownSize, CancellationToken ct) =>
        (await database.ReadAsync($"""
            SELECT COALESCE(SUM(CASE WHEN size > 0 THEN size ELSE {unknownSize} END), 0) FROM evidence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND head = {head}
            """, row => Convert.ToInt64(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture), ct)).Single();

    private static async Task<bool> IsFullAsync(SqlSession session, EvidenceRow row, CancellationToken ct) =>
        (await session.QueryAsync($"""
            SELECT COUNT(*) FROM evidence
            WHERE installation = {row.Key.Installation} AND repository = {row.Key.Repository} AND pull = {row.Key.Pull} AND head = {row.Head} AND NOT trusted
              AND NOT (run = {row.Run} AND attempt = {row.Attempt})
            """, found => found.GetInt64(0), ct)).Single() >= MaxForeign;

    /// <summary>
    /// The stored document of this attempt of the run, for any pull request; null when there is none.
    /// </summary>
    public async Task<EvidenceRow?> FindAsync(
        long installation, long repository, long run, int attempt, CancellationToken ct) =>
        (await database.ReadAsync($"""
            SELECT installation, repository, pull, head, base, run, attempt, trusted, distrust, facts, hash, received, size, planned FROM evidence
            WHERE installation = {installation} AND repository = {repository} AND run = {run} AND attempt = {attempt}
            """, Read, ct)).SingleOrDefault();

    /// <summary>
    /// The evidence for one state of a pull request: the latest attempt of each run, newest run first, untrusted jobs
    /// last. Streamed, because a document may be large.
    /// </summary>
    public async IAsyncEnumerable<EvidenceRow> ListAsync(
        PullKey key, string head, string @base, [EnumeratorCancellation] CancellationToken ct)
    {
        var newest = await database.ReadAsync($"""
            SELECT run, attempt FROM evidence AS one
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND head = {head} AND base = {@base}
              AND NOT EXISTS (
                SELECT 1 FROM evidence AS later
                WHERE later.installation = one.installation AND later.repository = one.repository AND later.run = one.run AND later.attempt > one.attempt
                  AND later.pull = one.pull AND later.head = one.head AND later.base = one.base)
            ORDER BY CASE WHEN trusted OR distrust = {Contradicted} THEN 0 ELSE 1 END, run DESC
            """, row => (Run: row.GetInt64(0), Attempt: row.Number(1)), ct);
        foreach (var (run, attempt) in newest)
        {
            if (await FindAsync(key.Installation, key.Repository, run, attempt, ct) is { } row) yield return row;
        }
    }

    /// <summary>
    /// The states that trusted jobs planned, including contradictory documents; the most recently received first, at
    /// most <paramref name="limit"/>. None when there is such evidence for the head and one of the given bases.
    /// </summary>
    public Task<IReadOnlyList<PlannedState>> OtherStatesAsync(
        PullKey key, string head, (string First, string Second) bases, int limit, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT head, base, CASE WHEN COUNT(*) = COUNT(planned) AND MIN(planned) = MAX(planned) THEN MIN(planned) END
            FROM evidence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND head <> base
              AND (trusted OR distrust = {Contradicted})
              AND NOT EXISTS (
                SELECT 1 FROM evidence AS own
                WHERE own.installation = {key.Installation} AND own.repository = {key.Repository} AND own.pull = {key.Pull}
                  AND own.head = {head} AND own.base IN ({bases.First}, {bases.Second})
                  AND (own.trusted OR own.distrust = {Contradicted}))
            GROUP BY head, base ORDER BY MAX(received) DESC, head, base LIMIT {limit}
            """, row => new PlannedState(row.GetString(0), row.GetString(1), row.Text(2)), ct);

    /// <summary>The trusted evidence of all states of a pull request, in order of arrival.</summary>
    public Task<IReadOnlyList<ReceivedEvidence>> ReceivedAsync(PullKey key, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT head, run, attempt, received FROM evidence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND trusted
            ORDER BY received, run, attempt
            """, row => new ReceivedEvidence(row.GetString(0), row.GetInt64(1), row.Number(2), row.Moment(3)), ct);

    /// <summary>
    /// The evidence of trusted jobs since <paramref name="since"/> for pull requests of the repository that are closed
    /// now, including contradictory documents: the latest attempt of each run, newest run first.
    /// </summary>
    public Task<IReadOnlyList<ClosedEvidence>> ClosedSinceAsync(
        long installation, long repository, DateTimeOffset since, int limit, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT installation, repository, pull, head, run, attempt, received, size FROM evidence AS one
            WHERE installation = {installation} AND repository = {repository} AND closed >= {since} AND received >= {since}
              AND (trusted OR distrust = {Contradicted})
              AND NOT EXISTS (
                SELECT 1 FROM evidence AS later
                WHERE later.installation = one.installation AND later.repository = one.repository AND later.run = one.run AND later.attempt > one.attempt
                  AND (later.trusted OR later.distrust = {Contradicted}))
            ORDER BY run DESC LIMIT {limit}
            """, row => new ClosedEvidence(
                row.Key(), row.GetString(3), row.GetInt64(4), row.Number(5), row.Moment(6), row.GetInt64(7)), ct);

    /// <summary>The compressed facts of one stored attempt of a run.</summary>
    public async Task<byte[]> FactsAsync(PullKey key, long run, int attempt, CancellationToken ct) =>
        (await database.ReadAsync($"""
            SELECT facts FROM evidence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND run = {run} AND attempt = {attempt}
            """, row => row.Bytes(0), ct)).Single();

    private static EvidenceRow Read(DbDataReader row) => new(
        row.Key(), row.GetString(3), row.GetString(4), row.GetInt64(5), row.Number(6),
        row.GetBoolean(7), row.Text(8), row.Bytes(9), row.GetString(10), row.Moment(11))
    {
        Size = row.GetInt64(12),
        Planned = row.Text(13),
    };
}
