namespace TfPilot.Storage;

/// <summary>
/// A pending redelivery request: the GUID of the event, GitHub's id of the attempt to repeat, the number of failed
/// requests, and the time of the next request.
/// </summary>
public sealed record PendingRedelivery(
    Guid Id, long Delivery, DateTimeOffset At, int Attempt, DateTimeOffset NotBefore);

/// <summary>The failed deliveries whose redelivery must be requested later.</summary>
public sealed class RedeliveryStore(Database database)
{
    public Task<IReadOnlyList<PendingRedelivery>> ListAsync(CancellationToken ct) => database.ReadAsync(
        $"SELECT id, delivery, at, attempt, not_before FROM redelivery ORDER BY at",
        row => new PendingRedelivery(row.Id(0), row.GetInt64(1), row.Moment(2), row.Number(3), row.Moment(4)), ct);

    public Task SaveAsync(PendingRedelivery pending, CancellationToken ct) => database.ExecuteAsync($"""
        INSERT INTO redelivery (id, delivery, at, attempt, not_before) VALUES ({pending.Id}, {pending.Delivery}, {pending.At}, {pending.Attempt}, {pending.NotBefore})
        ON CONFLICT (id) DO UPDATE SET delivery = excluded.delivery, at = excluded.at, attempt = excluded.attempt, not_before = excluded.not_before
        """, ct);

    public Task RemoveAsync(Guid id, CancellationToken ct) =>
        database.ExecuteAsync($"DELETE FROM redelivery WHERE id = {id}", ct);

    /// <summary>Deletes requests for deliveries that GitHub no longer keeps.</summary>
    public Task RemoveBeforeAsync(DateTimeOffset moment, CancellationToken ct) =>
        database.ExecuteAsync($"DELETE FROM redelivery WHERE at < {moment}", ct);
}
