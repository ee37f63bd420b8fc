using System.Data.Common;
using System.Runtime.CompilerServices;

namespace TfPilot.Storage;

/// <summary>
/// Every delivery GitHub was told we have; each is claimed until it is done or parked, whoever dies meanwhile.
/// </summary>
public sealed class Inbox(Database database)
{
    /// <summary>How long a claim keeps others away.</summary>
    public static readonly TimeSpan ClaimTimeout = TimeSpan.FromMinutes(2);

    /// <summary>How often a delivery is claimed before it is parked.</summary>
    public const int MaxAttempts = 5;

    /// <summary>How many bytes one claim holds at most; no delivery has so many.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private const int Batch = 500;

    /// <summary>GitHub sends nothing larger.</summary>
    private const int Largest = 25 * 1024 * 1024;

    /// <summary>
    /// GitHub waits ten seconds for an answer. What was refused by then and is kept all the same is known when it comes
    /// again.
    /// </summary>
    private static readonly TimeSpan AddTimeout = TimeSpan.FromSeconds(4);

    // A server that hangs does not hear of a cancellation: the work is left behind then, and the next goes over another
    // connection.
    private readonly GroupCommitQueue<PackedDelivery, bool> additions = new(
        deliveries => AddAsync(database, deliveries).WaitAsync(AddTimeout), DatabaseOutage.IsUnreachable);

    /// <summary>
    /// True once the delivery is safe on disk; false when it was known already. Throws <see cref="TimeoutException"/>
    /// when that takes too long.
    /// </summary>
    public Task<bool> AddAsync(Delivery delivery, CancellationToken ct) =>
        additions.DoAsync(new(delivery, Compression.Pack(delivery.Payload))).WaitAsync(AddTimeout, ct);

    /// <summary>
    /// The oldest open deliveries that nobody holds, at most <paramref name="most"/> and <see cref="MaxBytes"/>; those
    /// claimed too often before are parked instead.
    /// </summary>
    public async Task<IReadOnlyList<Delivery>> ClaimAsync(int most, DateTimeOffset now, CancellationToken ct)
    {
        var claimed = await database.ChangeAsync($"""
            WITH open AS (
              SELECT id, received, size FROM delivery
              WHERE parked IS NULL AND NOT done AND (held_until IS NULL OR held_until <= {now})
              ORDER BY received LIMIT {most} {database.SkipLocked}),
            claim AS (
              SELECT id AS claimed_id, SUM(size) OVER (ORDER BY received, id) AS bytes FROM open)
            UPDATE delivery SET held_until = {now + ClaimTimeout}, attempt = attempt + 1
            FROM claim WHERE id = claimed_id AND bytes <= {MaxBytes}
            RETURNING id, attempt
            """, row => (Id: row.Id(0), Attempt: row.Number(1)), ct);

        foreach (var (id, _) in claimed.Where(claim => claim.Attempt > MaxAttempts))
        {
            await ParkAsync(id, $"claimed {MaxAttempts} times and never finished", ct);
        }

        return await ReadAsync([.. claimed.Where(claim => claim.Attempt <= MaxAttempts).Select(claim => claim.Id)], ct);
    }

    public async Task DoneAsync(IEnumerable<Guid> ids, CancellationToken ct)
    {
        foreach (var batch in ids.Chunk(Batch))
        {
            await database.ExecuteAsync(
                Each("UPDATE delivery SET done = TRUE, held_until = NULL WHERE id IN ({0})", batch), ct);
        }
    }

    /// <summary>Gives the delivery back until the moment; it was an attempt all the same.</summary>
    public Task RetryAsync(Guid id, DateTimeOffset notBefore, CancellationToken ct) =>
        database.ExecuteAsync(
            $"UPDATE delivery SET held_until = {notBefore} WHERE id = {id} AND NOT done AND parked IS NULL", ct);

    public Task ParkAsync(Guid id, string reason, CancellationToken ct) =>
        database.ExecuteAsync(
            $"UPDATE delivery SET parked = {reason}, held_until = NULL WHERE id = {id} AND NOT done", ct);

    /// <summary>What was given up, newest first; for whoever operates the App, of all installations.</summary>
    public Task<IReadOnlyList<DeadLetterDelivery>> DeadLettersAsync(CancellationToken ct) => database.ReadAsync(
        $"""
        SELECT id, event, parked, received FROM delivery WHERE parked IS NOT NULL AND NOT done
        ORDER BY received DESC
        """,
        row => new DeadLetterDelivery(row.Id(0), row.GetString(1), row.GetString(2), row.Moment(3)), ct);

    private static Task<IReadOnlyList<bool>> AddAsync(Database database, IReadOnlyList<PackedDelivery> deliveries) =>
        database.WriteAsync<IReadOnlyList<bool>>(async statements =>
    {
        var added = (await statements.QueryAsync(
            Rows("INSERT INTO delivery (id, event, received, size) VALUES {0} ON CONFLICT (id) DO NOTHING RETURNING id",
                deliveries,
                one => [one.Delivery.Id, one.Delivery.Event, one.Delivery.Received, one.Delivery.Payload.LongLength]),
            row => row.Id(0), CancellationToken.None)).ToHashSet();
        var first = deliveries.Select(one => added.Remove(one.Delivery.Id)).ToList();
        var fresh = deliveries.Where((_, at) => first[at]).ToList();
        if (fresh.Count > 0)
            await statements.ExecuteAsync(
                Rows("INSERT INTO delivery_payload (id, payload) VALUES {0}", fresh,
                    one => [one.Delivery.Id, one.Payload]), CancellationToken.None);
        return first;
    }, CancellationToken.None);

    /// <summary>The statement with as many rows of parameters as there are deliveries.</summary>
    private static FormattableString Rows(
        string statement, IReadOnlyList<PackedDelivery> deliveries, Func<PackedDelivery, object[]> row)
    {
        var rows = deliveries.Select(row).ToList();
        var places = rows.Select(
            (values, at) =>
                $"({string.Join(", ", values.Select((_, column) => $"{{{(at * values.Length) + column}}}"))})");
        return FormattableStringFactory.Create(
            statement.Replace("{0}", string.Join(", ", places), StringComparison.Ordinal),
            [.. rows.SelectMany(values => values)]);
    }

    private async Task<IReadOnlyList<Delivery>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        ids.Count == 0 ? [] : await database.ReadAsync(
        Each("SELECT id, event, payload, received FROM delivery JOIN delivery_payload USING (id) WHERE id IN ({0}) " +
            "ORDER BY received", ids), Read, ct);

    /// <summary>The statement with as many parameters as there are ids.</summary>
    private static FormattableString Each(string statement, IReadOnlyCollection<Guid> ids) =>
        FormattableStringFactory.Create(
        statement.Replace("{0}", string.Join(", ", ids.Select((_, at) => $"{{{at}}}")), StringComparison.Ordinal),
        [.. ids.Cast<object>()]);

    private static Delivery Read(DbDataReader row) =>
        new(row.Id(0), row.GetString(1), Compression.Unpack(row.Bytes(2), Largest), row.Moment(3));

    private sealed record PackedDelivery(Delivery Delivery, byte[] Payload);
}
