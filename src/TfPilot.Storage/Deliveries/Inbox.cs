using System.Data.Common;
using System.Runtime.CompilerServices;

namespace TfPilot.Storage;

/// <summary>
/// The durable inbox of acknowledged deliveries. Each is claimed until it is done or parked; an expired claim is
/// retried.
/// </summary>
public sealed class Inbox(Database database)
{
    /// <summary>The duration of a claim.</summary>
    public static readonly TimeSpan ClaimTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The number of claims before a delivery is parked.</summary>
    public const int MaxAttempts = 5;

    /// <summary>The maximum number of bytes per claim; larger than any delivery.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private const int BatchSize = 500;

    /// <summary>The maximum size of GitHub's deliveries in bytes.</summary>
    private const int MaxPayloadBytes = 25 * 1024 * 1024;

    /// <summary>
    /// GitHub waits ten seconds for a response. A delivery that was stored after the timeout is recognized when it is
    /// redelivered.
    /// </summary>
    private static readonly TimeSpan AddTimeout = TimeSpan.FromSeconds(4);

    // A server that hangs ignores a cancellation: the work is abandoned, and the next work uses another connection.
    private readonly GroupCommitQueue<PackedDelivery, bool> additions = new(
        deliveries => AddAsync(database, deliveries).WaitAsync(AddTimeout), DatabaseOutage.IsUnreachable);

    /// <summary>
    /// True once the delivery is on disk; false when it was already stored. Throws <see cref="TimeoutException"/> on a
    /// timeout.
    /// </summary>
    public Task<bool> AddAsync(WebhookDelivery delivery, CancellationToken ct) =>
        additions.EnqueueAsync(new(delivery, Compression.Compress(delivery.Payload))).WaitAsync(AddTimeout, ct);

    /// <summary>
    /// Claims the oldest open deliveries, at most <paramref name="limit"/> and <see cref="MaxBytes"/>; those claimed
    /// too often are parked instead.
    /// </summary>
    public async Task<IReadOnlyList<WebhookDelivery>> ClaimAsync(int limit, DateTimeOffset now, CancellationToken ct)
    {
        var claimed = await database.ChangeAsync($"""
            WITH open AS (
              SELECT id, received, size FROM delivery
              WHERE parked IS NULL AND NOT done AND (held_until IS NULL OR held_until <= {now})
              ORDER BY received LIMIT {limit} {database.SkipLocked}),
            claim AS (
              SELECT id AS claimed_id, SUM(size) OVER (ORDER BY received, id) AS bytes FROM open)
            UPDATE delivery SET held_until = {now + ClaimTimeout}, attempt = attempt + 1
            FROM claim WHERE id = claimed_id AND bytes <= {MaxBytes}
            RETURNING id, attempt
            """, row => (Id: row.Id(0), Attempt: row.Number(1)), Durability.Deferred, ct);

        foreach (var (id, _) in claimed.Where(claim => claim.Attempt > MaxAttempts))
        {
            await ParkAsync(id, $"claimed {MaxAttempts} times and never finished", ct);
        }

        return await ReadAsync([.. claimed.Where(claim => claim.Attempt <= MaxAttempts).Select(claim => claim.Id)], ct);
    }

    /// <summary>
    /// Marks the deliveries as done. Their effects must be written before this call, and are then on disk before this
    /// mark.
    /// </summary>
    public async Task CompleteAsync(IEnumerable<Guid> ids, CancellationToken ct)
    {
        foreach (var batch in ids.Chunk(BatchSize))
        {
            await database.ExecuteAsync(
                WithIds("UPDATE delivery SET done = TRUE, held_until = NULL WHERE id IN ({0})", batch),
                Durability.Deferred, ct);
        }
    }

    /// <summary>Requeues the delivery for a retry at the given time; it counts as an attempt.</summary>
    public Task RetryAsync(Guid id, DateTimeOffset notBefore, CancellationToken ct) =>
        database.ExecuteAsync(
            $"UPDATE delivery SET held_until = {notBefore} WHERE id = {id} AND NOT done AND parked IS NULL", ct);

    public Task ParkAsync(Guid id, string reason, CancellationToken ct) =>
        database.ExecuteAsync(
            $"UPDATE delivery SET parked = {reason}, held_until = NULL WHERE id = {id} AND NOT done", ct);

    /// <summary>The parked deliveries of all installations, newest first.</summary>
    public Task<IReadOnlyList<DeadLetterDelivery>> DeadLettersAsync(CancellationToken ct) => database.ReadAsync(
        $"""
        SELECT id, event, parked, received FROM delivery WHERE parked IS NOT NULL AND NOT done
        ORDER BY received DESC
        """,
        row => new DeadLetterDelivery(row.Id(0), row.GetString(1), row.GetString(2), row.Moment(3)), ct);

    /// <summary>
    /// One command for both tables, so that each batch takes one round trip. A delivery that is known has its payload
    /// already, or does not need it any more.
    /// </summary>
    private static async Task<IReadOnlyList<bool>> AddAsync(
        Database database, IReadOnlyList<PackedDelivery> deliveries)
    {
        var added = (await database.ChangeAsync(
            $"""
            INSERT INTO delivery (id, event, received, size)
            VALUES {Rows(deliveries, one => Columns(one.Delivery))}
            ON CONFLICT (id) DO NOTHING RETURNING id;
            INSERT INTO delivery_payload (id, payload)
            SELECT column1, column2 FROM (VALUES {Rows(deliveries, one => [one.Delivery.Id, one.Payload])}) AS added
            WHERE EXISTS (SELECT 1 FROM delivery WHERE delivery.id = column1 AND NOT done)
            ON CONFLICT (id) DO NOTHING
            """, row => row.Id(0), CancellationToken.None)).ToHashSet();
        return [.. deliveries.Select(one => added.Remove(one.Delivery.Id))];
    }

    private static object[] Columns(WebhookDelivery one) => [one.Id, one.Event, one.Received, one.Payload.LongLength];

    /// <summary>One row of parameters per delivery.</summary>
    private static FormattableString Rows(
        IReadOnlyList<PackedDelivery> deliveries, Func<PackedDelivery, object[]> row)
    {
        var rows = deliveries.Select(row).ToList();
        return FormattableStringFactory.Create(
            string.Join(", ", rows.Select((values, at) =>
                $"({string.Join(", ", values.Select((_, column) => $"{{{(at * values.Length) + column}}}"))})")),
            [.. rows.SelectMany(values => values)]);
    }

    private async Task<IReadOnlyList<WebhookDelivery>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        ids.Count == 0 ? [] : await database.ReadAsync(
        WithIds("SELECT id, event, payload, received FROM delivery JOIN delivery_payload USING (id) " +
            "WHERE id IN ({0}) ORDER BY received", ids), Read, ct);

    /// <summary>The statement with one parameter per id.</summary>
    private static FormattableString WithIds(string statement, IReadOnlyCollection<Guid> ids) =>
        FormattableStringFactory.Create(
        statement.Replace("{0}", string.Join(", ", ids.Select((_, index) => $"{{{index}}}")), StringComparison.Ordinal),
        [.. ids.Cast<object>()]);

    private static WebhookDelivery Read(DbDataReader row) =>
        new(row.Id(0), row.GetString(1), Compression.Decompress(row.Bytes(2), MaxPayloadBytes), row.Moment(3));

    private sealed record PackedDelivery(WebhookDelivery Delivery, byte[] Payload);
}
