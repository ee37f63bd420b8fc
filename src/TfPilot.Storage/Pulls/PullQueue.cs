using System.Data.Common;

namespace TfPilot.Storage;

/// <summary>
/// The queue of pull requests to evaluate. Many marks of one pull request make one item, and one worker holds its lease
/// at a time.
/// </summary>
public sealed class PullQueue(Database database)
{
    /// <summary>The number of attempts before a pull request is parked.</summary>
    public const int MaxAttempts = 8;

    private const int MaxTracesLength = 300;

    private readonly GroupCommitQueue<Mark, bool> marks = new(
        all => MarkAllAsync(database, all), DatabaseOutage.IsUnreachable);

    /// <summary>Queues the pull request as urgent, because the pull request itself changed.</summary>
    public Task MarkAsync(PullKey key, DateTimeOffset notBefore, CancellationToken ct) =>
        MarkAsync(key, notBefore, WorkClass.Event, ct);

    /// <summary>
    /// Queues the pull request, because it may be affected. Marks are merged: the earliest time and the most urgent
    /// class win; a running backoff is kept, and a parked item is retried.
    /// </summary>
    public Task MarkAsync(PullKey key, DateTimeOffset notBefore, WorkClass urgency, CancellationToken ct) =>
        database.ExecuteAsync(Insert(new(key, notBefore, urgency)), ct);

    /// <summary>
    /// Queues the pull request for a delivery that is marked as done only afterward. Waiting marks share one
    /// transaction, and equal marks are merged.
    /// </summary>
    public Task MarkForDeliveryAsync(
        PullKey key, DateTimeOffset notBefore, WorkClass urgency, CancellationToken ct) =>
        marks.EnqueueAsync(new(key, notBefore, urgency)).WaitAsync(ct);

    /// <summary>
    /// Queues the pull requests not recorded as closed whose last decision depends on one of the subjects or is
    /// unknown; of one repository, or of all.
    /// </summary>
    public async Task MarkOpenAsync(
        long installation, long? repository, IReadOnlyList<PeopleSubject> subjects, DateTimeOffset notBefore,
        CancellationToken ct)
    {
        var keys = await database.ReadAsync($"""
            SELECT installation, repository, pull FROM pull_work
            WHERE installation = {installation} AND {InRepository(repository)} AND is_open AND (subjects IS NULL OR {PeopleSubject.Any(subjects)})
            """, row => row.Key(), ct);
        // One statement per pull request, because two statements that each lock many rows can deadlock.
        foreach (var key in keys) await MarkAsync(key, notBefore, WorkClass.FanOut, ct);
    }

    /// <summary>
    /// Leases the most urgent unleased pull request, the longest waiting first; null when there is none.
    /// </summary>
    public Task<Lease?> ClaimAsync(DateTimeOffset now, TimeSpan leaseDuration, CancellationToken ct) =>
        ClaimAsync(now, leaseDuration, isOldestFirst: false, ct);

    /// <param name="isOldestFirst">Takes the longest waiting item of any class, so that no class starves.</param>
    /// <returns>An item whose workers crashed too often is returned once more with an attempt above the maximum, to be
    /// parked by the worker; after that it is parked here.</returns>
    public async Task<Lease?> ClaimAsync(
        DateTimeOffset now, TimeSpan leaseDuration, bool isOldestFirst, CancellationToken ct)
    {
        while (await NextAsync(now, now + leaseDuration, isOldestFirst, ct) is { } lease)
        {
            if (lease.Attempt <= MaxAttempts + 1) return lease;
            await ParkAsync(lease, $"tried {MaxAttempts} times; each worker stopped without a result", ct);
        }

        return null;
    }

    /// <summary>
    /// True when the item is completed; false when the pull request was marked again or the lease was lost meanwhile.
    /// </summary>
    public async Task<bool> CompleteAsync(Lease lease, EvaluationResult result, CancellationToken ct)
    {
        var (key, fence) = (lease.Key, lease.Fence);
        var rows = await database.ChangeAsync($"""
            UPDATE pull_work SET held_until = NULL, attempt = 0, reason = NULL, is_open = {result.IsOpen},
              partial = {(result.IsPartial ? lease.Partials + 1 : 0)}, subjects = {PeopleSubject.ToColumn(result.Subjects)}
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull}
              AND fence = {fence} AND held_until IS NOT NULL
            RETURNING due
            """, row => row.GetBoolean(0), Durability.Deferred, ct);
        return rows is [false];
    }

    /// <summary>
    /// Requeues the item for a retry, or parks it after the last attempt; false when the lease was lost.
    /// </summary>
    public Task<bool> RetryAsync(Lease lease, string reason, DateTimeOffset notBefore, CancellationToken ct) =>
        lease.Attempt >= MaxAttempts ? ParkAsync(lease, reason, ct) : ReleaseAsync(lease, reason, notBefore, ct);

    /// <summary>
    /// Requeues the item without counting an attempt; a new mark may make it due before that time. False when the lease
    /// was lost.
    /// </summary>
    public async Task<bool> PostponeAsync(Lease lease, DateTimeOffset notBefore, CancellationToken ct)
    {
        var (key, fence) = (lease.Key, lease.Fence);
        return await database.ExecuteAsync($"""
            UPDATE pull_work SET not_before = CASE WHEN due THEN not_before ELSE {notBefore} END, due = TRUE, attempt = attempt - 1, held_until = NULL
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull}
              AND fence = {fence} AND held_until IS NOT NULL
            """, ct) == 1;
    }

    /// <summary>
    /// Parks the item (dead letter) until the pull request is marked again; false when the lease was lost. A mark that
    /// arrived meanwhile makes it due at once.
    /// </summary>
    public async Task<bool> ParkAsync(Lease lease, string reason, CancellationToken ct)
    {
        var (key, fence) = (lease.Key, lease.Fence);
        return await database.ExecuteAsync($"""
            UPDATE pull_work SET
              parked = NOT due, attempt = CASE WHEN due THEN 0 ELSE attempt END, reason = {reason}, held_until = NULL
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull}
              AND fence = {fence} AND held_until IS NOT NULL
            """, ct) == 1;
    }

    public Task<IReadOnlyList<DeadLetterPull>> DeadLettersAsync(long installation, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT installation, repository, pull, reason, attempt, claimed FROM pull_work
            WHERE installation = {installation} AND parked ORDER BY claimed DESC
            """, row => new DeadLetterPull(row.Key(), row.GetString(3), row.Number(4), row.Moment(5)), ct);

    private async Task<bool> ReleaseAsync(Lease lease, string reason, DateTimeOffset notBefore, CancellationToken ct)
    {
        var (key, fence) = (lease.Key, lease.Fence);
        return await database.ExecuteAsync($"""
            UPDATE pull_work SET due = TRUE, not_before = {notBefore}, reason = {reason}, held_until = NULL
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull}
              AND fence = {fence} AND held_until IS NOT NULL
            """, ct) == 1;
    }

    /// <summary>
    /// Writes the marks in the order of their keys, because two instances that lock rows in different orders could
    /// deadlock.
    /// </summary>
    private static Task<IReadOnlyList<bool>> MarkAllAsync(Database database, IReadOnlyList<Mark> marks) =>
        database.WriteAsync<IReadOnlyList<bool>>(async session =>
    {
        var distinct = marks.GroupBy(mark => (mark.Key, mark.Urgency))
            .Select(same => same.MinBy(mark => mark.NotBefore)! with
            {
                Traces = [.. same.SelectMany(mark => mark.Traces)],
            })
            .OrderBy(mark => mark.Key.Installation).ThenBy(mark => mark.Key.Repository).ThenBy(mark => mark.Key.Pull);
        foreach (var mark in distinct) await session.ExecuteAsync(Insert(mark), CancellationToken.None);
        return new bool[marks.Count];
    }, Durability.Deferred, CancellationToken.None);

    private static FormattableString Insert(Mark mark) => $"""
        INSERT INTO pull_work (installation, repository, pull, due, not_before, urgency, traces)
        VALUES ({mark.Key.Installation}, {mark.Key.Repository}, {mark.Key.Pull}, TRUE, {mark.NotBefore}, {(long)mark.Urgency},
          {Correlation.ToColumn(mark.Traces)})
        ON CONFLICT (installation, repository, pull) DO UPDATE SET {UpdateOnMark(mark.NotBefore, mark.Urgency)}
        """;

    private static FormattableString InRepository(long? repository)
    {
        if (repository is { } one) return $"repository = {one}";
        return $"TRUE";
    }

    /// <summary>
    /// The update of an existing row by a mark. A scan is not a new event, so it does not end a backoff. The traces of
    /// unfinished work are kept while there is space for more.
    /// </summary>
    private static FormattableString UpdateOnMark(DateTimeOffset notBefore, WorkClass urgency) => $"""
          due = TRUE,
          not_before = CASE
            WHEN pull_work.due AND (pull_work.not_before <= {notBefore} OR pull_work.attempt > 0 AND pull_work.held_until IS NULL)
            THEN pull_work.not_before ELSE {notBefore} END,
          urgency = CASE WHEN pull_work.due AND pull_work.urgency < {(long)urgency} THEN pull_work.urgency ELSE {(long)urgency} END,
          partial = {new SqlFragment(urgency == WorkClass.Scan ? "pull_work.partial" : "0")},
          attempt = CASE WHEN pull_work.parked THEN 0 ELSE pull_work.attempt END,
          reason = CASE WHEN pull_work.parked THEN NULL ELSE pull_work.reason END,
          traces = CASE
            WHEN pull_work.traces IS NULL OR NOT pull_work.due AND pull_work.held_until IS NULL THEN excluded.traces
            WHEN excluded.traces IS NULL THEN pull_work.traces
            WHEN LENGTH(pull_work.traces) > {MaxTracesLength} THEN excluded.traces
            ELSE pull_work.traces || ' ' || excluded.traces END,
          parked = FALSE
        """;

    private async Task<Lease?> NextAsync(
        DateTimeOffset now, DateTimeOffset until, bool isOldestFirst, CancellationToken ct) =>
        (await database.ChangeAsync($"""
            WITH claim AS (
              SELECT installation AS i, repository AS r, pull AS p FROM pull_work
              WHERE (due OR held_until IS NOT NULL) AND not_before <= {now} AND (held_until IS NULL OR held_until <= {now})
              ORDER BY {new SqlFragment(isOldestFirst ? "not_before" : "urgency, not_before")} LIMIT 1 {database.SkipLocked})
            UPDATE pull_work SET due = FALSE, fence = fence + 1, attempt = attempt + 1, held_until = {until}, claimed = {now}
            FROM claim WHERE installation = i AND repository = r AND pull = p
            RETURNING installation, repository, pull, fence, held_until, attempt, urgency, partial, traces
            """, Read, Durability.Deferred, ct)).SingleOrDefault();

    private sealed record Mark(PullKey Key, DateTimeOffset NotBefore, WorkClass Urgency)
    {
        public IReadOnlyList<string> Traces { get; init; } = Correlation.Current;
    }

    private static Lease Read(DbDataReader row) => new(row.Key(), row.GetInt64(3), row.Moment(4), row.Number(5))
    {
        Urgency = (WorkClass)row.Number(6),
        Partials = row.Number(7),
        Traces = Correlation.FromColumn(row.Text(8)),
    };
}
