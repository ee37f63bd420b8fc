namespace TfPilot.App.Webhooks;

/// <summary>The accepted webhook secrets: the current one, and the next one during rotation.</summary>
internal sealed record WebhookSecrets(IReadOnlyList<string> Accepted)
{
    public override string ToString() => nameof(WebhookSecrets);
}
