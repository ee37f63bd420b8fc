using System.Data.Common;
using System.Runtime.CompilerServices;

namespace TfPilot.Storage;

/// <summary>Every delivery GitHub was told we have; each is claimed until it is done or parked, whoever dies meanwhile.</summary>
public sealed class Inbox(Database database)
{
    /// <summary>How long a claim keeps others away.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);

    /// <summary>How often a delivery is claimed before it is parked.</summary>
    public const int MostAttempts = 5;

    private const int Batch = 500;

    /// <summary>True once the delivery is safe on disk; false when it was known already.</summary>
    public Task<bool> AddAsync(Delivery delivery, CancellationToken ct) => database.WriteAsync(async statements =>
        await statements.ExecuteAsync($"""
            INSERT INTO delivery (id, event, received) VALUES ({delivery.Id}, {delivery.Event}, {delivery.Received})
            ON CONFLICT (id) DO NOTHING
            """, ct) == 1
        && await statements.ExecuteAsync($"INSERT INTO delivery_payload (id, payload) VALUES ({delivery.Id}, {delivery.Payload})", ct) == 1, ct);

    /// <summary>The oldest open deliveries that nobody holds, at most <paramref name="most"/>; those claimed too often before are parked instead.</summary>
    public async Task<IReadOnlyList<Delivery>> ClaimAsync(int most, DateTimeOffset now, CancellationToken ct)
    {
        var claimed = await database.ChangeAsync($"""
            WITH claim AS (
              SELECT id AS claimed_id FROM delivery
              WHERE parked IS NULL AND NOT done AND (held_until IS NULL OR held_until <= {now})
              ORDER BY received LIMIT {most} {database.SkipLocked})
            UPDATE delivery SET held_until = {now + Hold}, attempt = attempt + 1
            FROM claim WHERE id = claimed_id
            RETURNING id, attempt
            """, row => (Id: row.Id(0), Attempt: row.Number(1)), ct);

        foreach (var (id, _) in claimed.Where(claim => claim.Attempt > MostAttempts))
        {
            await ParkAsync(id, $"claimed {MostAttempts} times and never finished", ct);
        }

        return await ReadAsync([.. claimed.Where(claim => claim.Attempt <= MostAttempts).Select(claim => claim.Id)], ct);
    }

    public async Task DoneAsync(IEnumerable<Guid> ids, CancellationToken ct)
    {
        foreach (var batch in ids.Chunk(Batch))
        {
            await database.ExecuteAsync(Each("UPDATE delivery SET done = TRUE, held_until = NULL WHERE id IN ({0})", batch), ct);
        }
    }

    /// <summary>Gives the delivery back until the moment; it was an attempt all the same.</summary>
    public Task RetryAsync(Guid id, DateTimeOffset notBefore, CancellationToken ct) =>
        database.ExecuteAsync($"UPDATE delivery SET held_until = {notBefore} WHERE id = {id} AND NOT done AND parked IS NULL", ct);

    public Task ParkAsync(Guid id, string reason, CancellationToken ct) =>
        database.ExecuteAsync($"UPDATE delivery SET parked = {reason}, held_until = NULL WHERE id = {id} AND NOT done", ct);

    /// <summary>What was given up, newest first; for whoever operates the App, of all installations.</summary>
    public Task<IReadOnlyList<ParkedDelivery>> ParkedAsync(CancellationToken ct) => database.ReadAsync(
        $"SELECT id, event, parked, received FROM delivery WHERE parked IS NOT NULL AND NOT done ORDER BY received DESC",
        row => new ParkedDelivery(row.Id(0), row.GetString(1), row.GetString(2), row.Moment(3)), ct);

    private async Task<IReadOnlyList<Delivery>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) => ids.Count == 0 ? [] : await database.ReadAsync(
        Each("SELECT id, event, payload, received FROM delivery JOIN delivery_payload USING (id) WHERE id IN ({0}) ORDER BY received", ids), Read, ct);

    /// <summary>The statement with as many parameters as there are ids.</summary>
    private static FormattableString Each(string statement, IReadOnlyCollection<Guid> ids) => FormattableStringFactory.Create(
        statement.Replace("{0}", string.Join(", ", ids.Select((_, at) => $"{{{at}}}")), StringComparison.Ordinal), [.. ids.Cast<object>()]);

    private static Delivery Read(DbDataReader row) => new(row.Id(0), row.GetString(1), row.Bytes(2), row.Moment(3));
}
