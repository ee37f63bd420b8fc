using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Webhooks;

/// <summary>Parses webhook payloads. Tolerant, because GitHub adds events, actions and members.</summary>
public static class WebhookReader
{
    /// <summary>
    /// <paramref name="name"/> is the event from <c>X-GitHub-Event</c>. Invalid only when the payload is not a JSON
    /// object.
    /// </summary>
    public static Validated<Webhook> Read(string name, ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return Read(name, document.RootElement);
            return new Problem("payload", $"is JSON, but not an object: {document.RootElement.ValueKind}");
        }
        // InvalidOperationException: a string with invalid Unicode.
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return new Problem("payload", $"is not valid JSON: {failure.Message}");
        }
    }

    private static Webhook Read(string name, JsonElement root)
    {
        var action = root.Text("action");
        return new(name, action)
        {
            Installation = root.Id("installation", "id"),
            Repository = root.Id("repository", "id") is { } id
                && RepositoryName.TryParse(root.Text("repository", "full_name")) is { } repository ? new(id, repository)
                : null,
            Sender = root.Id("sender", "id") is { } sender
                ? new(new(sender, root.Text("sender", "login") ?? ""), root.Text("sender", "type") == "Bot") : null,
            Subject = WebhookSubjects.Of(name, action, root),
        };
    }
}
