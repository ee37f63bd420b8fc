using TfPilot.Core.Basics;

namespace TfPilot.GitHub.Webhooks;

/// <summary>Reads what GitHub posts: tolerantly, for GitHub adds events, actions and members as it likes.</summary>
public static class WebhookReader
{
    /// <summary>Invalid only when the payload is no JSON object.</summary>
    public static Validated<Webhook> Read(string name, ReadOnlyMemory<byte> payload) => throw new NotSupportedException($"{name} {payload.Length}");
}
