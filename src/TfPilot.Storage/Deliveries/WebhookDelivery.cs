namespace TfPilot.Storage;

/// <summary>A webhook delivery; GitHub's redeliveries have the same id.</summary>
public sealed record WebhookDelivery(Guid Id, string Event, byte[] Payload, DateTimeOffset Received);

/// <summary>A parked delivery (dead letter) with its reason.</summary>
public sealed record DeadLetterDelivery(Guid Id, string Event, string Reason, DateTimeOffset Received);
