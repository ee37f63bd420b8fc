namespace TfPilot.App.Webhooks;

/// <summary>
/// Secrets that a delivery may be signed with: the current one, and the next one while it is being changed.
/// </summary>
internal sealed record WebhookSecrets(IReadOnlyList<string> Accepted)
{
    public override string ToString() => nameof(WebhookSecrets);
}
