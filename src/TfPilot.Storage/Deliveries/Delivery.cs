namespace TfPilot.Storage;

/// <summary>
/// One webhook as GitHub sent it; the id is that of the delivery and stays the same when GitHub sends it again.
/// </summary>
public sealed record Delivery(Guid Id, string Event, byte[] Payload, DateTimeOffset Received);

/// <summary>A delivery nobody works on any more, and why.</summary>
public sealed record DeadLetterDelivery(Guid Id, string Event, string Reason, DateTimeOffset Received);
