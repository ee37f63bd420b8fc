using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Webhooks;

/// <summary>
/// What a delivery says, as far as it matters to us. It is a hint: what is true is read from GitHub afterwards.
/// </summary>
public sealed record Webhook(string Event, string? Action)
{
    /// <summary>Null for events of the App itself.</summary>
    public long? Installation { get; init; }

    public WebhookRepository? Repository { get; init; }

    public WebhookSender? Sender { get; init; }

    public WebhookSubject Subject { get; init; } = WebhookSubject.None;
}

/// <summary>The repository as it was named when the delivery was made.</summary>
public sealed record WebhookRepository(long Id, RepositoryName Name);

/// <summary>Who caused the event.</summary>
public sealed record WebhookSender(Account Account, bool IsBot);
