using System.Data.Common;
using System.Runtime.CompilerServices;

namespace TfPilot.Storage;

/// <summary>The evidence of all pull requests: one document per run and attempt.</summary>
public sealed class EvidenceStore(Database database)
{
    internal const string Contradicted = "two different documents arrived for this run and attempt";

    /// <summary>
    /// Packed bytes that are kept of one pull request. The oldest heads make room for the newest; one head may have no
    /// more.
    /// </summary>
    internal const long MaxBytesPerPull = 128L << 20;

    /// <summary>Anybody may send what is not trusted, so of one head no more than this is kept.</summary>
    private const int MaxForeign = 50;

    /// <summary>
    /// Keeps the first document of a run's attempt; a different second one is not kept and takes the trust of the
    /// first, when it is trusted itself. What is trusted takes the place of what is not.
    /// </summary>
    public Task<EvidenceAnswer> AddAsync(EvidenceRow row, CancellationToken ct) =>
        database.WriteAsync(async statements =>
    {
        var key = row.Key;
        if (!row.Trusted && await IsFullAsync(statements, row, ct)) return EvidenceAnswer.Full;
        if (!await EvidenceRoom.MakeAsync(statements, row, MaxBytesPerPull, ct)) return EvidenceAnswer.Full;
        if (row.Trusted) await statements.ExecuteAsync($"""
            DELETE FROM evidence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND run = {row.Run} AND attempt = {row.Attempt}
              AND NOT trusted AND distrust <> {Contradicted}
            """, ct);
        var added = await statements.ExecuteAsync($"""
            INSERT INTO evidence (installation, repository, pull, head, base, run, attempt, trusted, distrust, facts, hash, received, size)
            VALUES ({key.Installation}, {key.Repository}, {key.Pull}, {row.Head}, {row.Base}, {row.Run}, {row.Attempt},
              {row.Trusted}, {row.Distrust}, {row.Facts}, {row.Hash}, {row.Received}, {row.Size})
            ON CONFLICT (installation, repository, run, attempt) DO NOTHING
            """, ct);
        if (added == 1) return EvidenceAnswer.Added;

        var known = (await statements.QueryAsync($"""
            SELECT trusted, pull = {key.Pull} AND head = {row.Head} AND base = {row.Base} AND hash = {row.Hash} FROM evidence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND run = {row.Run} AND attempt = {row.Attempt}
            """, found => (IsTrusted: found.GetBoolean(0), IsSame: found.GetBoolean(1)), ct)).Single();
        if (known.IsTrusted && !row.Trusted) return EvidenceAnswer.Outranked;
        if (known.IsSame) return EvidenceAnswer.Same;
        await statements.ExecuteAsync($"""
            UPDATE evidence SET trusted = FALSE, distrust = {Contradicted}
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND run = {row.Run} AND attempt = {row.Attempt} AND trusted
            """, ct);
        return EvidenceAnswer.Contradictory;
    }, ct);

    /// <summary>The pull request was closed: what decided nothing is of no use to anybody.</summary>
    public Task DeleteForeignAsync(PullKey key, CancellationToken ct) => database.ExecuteAsync($"""
        DELETE FROM evidence
        WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND NOT trusted AND distrust <> {Contradicted}
        """, ct);

    /// <summary>The pull request was closed, or is gone: from now on its evidence grows old.</summary>
    public Task ClosedAsync(PullKey key, DateTimeOffset now, CancellationToken ct) => database.ExecuteAsync($"""
        UPDATE evidence SET closed = {now}
        WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND closed IS NULL
        """, ct);

    /// <summary>The pull request is open: nothing is written unless it was closed before.</summary>
    public async Task OpenAsync(PullKey key, CancellationToken ct)
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
    /// Pull requests that nobody knows to be closed and that got nothing since <paramref name="before"/>, after
    /// <paramref name="last"/> in the order of their ids: a notice of closing may have been lost.
    /// </summary>
    public Task<IReadOnlyList<PullKey>> QuietAsync(
        DateTimeOffset before, PullKey last, int most, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT installation, repository, pull FROM evidence
            WHERE closed IS NULL AND (installation, repository, pull) > ({last.Installation}, {last.Repository}, {last.Pull})
            GROUP BY installation, repository, pull HAVING MAX(received) <= {before}
            ORDER BY installation, repository, pull LIMIT {most}
            """, row => row.Key(), ct);

    /// <summary>
    /// Unpacked bytes of what came of a head; a document that nobody counted is taken for <paramref name="uncounted"/>.
    /// </summary>
    public async Task<long> SizeAsync(PullKey key, string head, long uncounted, CancellationToken ct) =>
        (await database.ReadAsync($"""
            SELECT COALESCE(SUM(CASE WHEN size > 0 THEN size ELSE {uncounted} END), 0) FROM evidence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND head = {head}
            """, row => Convert.ToInt64(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture), ct)).Single();

    private static async Task<bool> IsFullAsync(SqlSession statements, EvidenceRow row, CancellationToken ct) =>
        (await statements.QueryAsync($"""
            SELECT COUNT(*) FROM evidence
            WHERE installation = {row.Key.Installation} AND repository = {row.Key.Repository} AND pull = {row.Key.Pull} AND head = {row.Head} AND NOT trusted
              AND NOT (run = {row.Run} AND attempt = {row.Attempt})
            """, found => found.GetInt64(0), ct)).Single() >= MaxForeign;

    /// <summary>What was kept of this attempt of the run, whatever it was for; null when nothing was.</summary>
    public async Task<EvidenceRow?> FindAsync(
        long installation, long repository, long run, int attempt, CancellationToken ct) =>
        (await database.ReadAsync($"""
            SELECT installation, repository, pull, head, base, run, attempt, trusted, distrust, facts, hash, received, size FROM evidence
            WHERE installation = {installation} AND repository = {repository} AND run = {run} AND attempt = {attempt}
            """, Read, ct)).SingleOrDefault();

    /// <summary>
    /// The evidence for one state of a pull request: the newest attempt of each run, what jobs that are not trusted
    /// sent last, and the newest run first. Each is read only when it is asked for, because one may be large.
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

    /// <summary>What is trusted of all states of a pull request, in the order it came.</summary>
    public Task<IReadOnlyList<ReceivedEvidence>> ReceivedAsync(PullKey key, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT head, run, attempt, received FROM evidence
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} AND trusted
            ORDER BY received, run, attempt
            """, row => new ReceivedEvidence(row.GetString(0), row.GetInt64(1), row.Number(2), row.Moment(3)), ct);

    /// <summary>
    /// What jobs that are trusted sent since <paramref name="since"/> for pull requests of the repository that are
    /// closed now, contradictory or not: of each run the newest attempt, the newest run first.
    /// </summary>
    public Task<IReadOnlyList<ClosedEvidence>> ClosedSinceAsync(
        long installation, long repository, DateTimeOffset since, int most, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT installation, repository, pull, head, run, attempt, received, size FROM evidence AS one
            WHERE installation = {installation} AND repository = {repository} AND closed >= {since} AND received >= {since}
              AND (trusted OR distrust = {Contradicted})
              AND NOT EXISTS (
                SELECT 1 FROM evidence AS later
                WHERE later.installation = one.installation AND later.repository = one.repository AND later.run = one.run AND later.attempt > one.attempt
                  AND (later.trusted OR later.distrust = {Contradicted}))
            ORDER BY run DESC LIMIT {most}
            """, row => new ClosedEvidence(
                row.Key(), row.GetString(3), row.GetInt64(4), row.Number(5), row.Moment(6), row.GetInt64(7)), ct);

    /// <summary>The compressed facts of one attempt of a run that is there.</summary>
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
    };
}
