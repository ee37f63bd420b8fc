using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Webhooks;

/// <summary>The relevant content of a delivery. Only a hint: the facts are read from GitHub afterward.</summary>
public sealed record Webhook(string Event, string? Action)
{
    /// <summary>Null for events of the App itself.</summary>
    public long? Installation { get; init; }

    public WebhookRepository? Repository { get; init; }

    public WebhookSender? Sender { get; init; }

    public WebhookSubject Subject { get; init; } = WebhookSubject.None;
}

/// <summary>The repository name at the time of the delivery.</summary>
public sealed record WebhookRepository(long Id, RepositoryName Name);

/// <summary>The account that caused the event.</summary>
public sealed record WebhookSender(Account Account, bool IsBot);
