using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Webhooks;

/// <summary>Reads what GitHub posts: tolerantly, for GitHub adds events, actions and members as it likes.</summary>
public static class WebhookReader
{
    /// <summary>
    /// <paramref name="name"/> is the event's, from <c>X-GitHub-Event</c>. Invalid only when the payload is no JSON
    /// object.
    /// </summary>
    public static Validated<Webhook> Read(string name, ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return Read(name, document.RootElement);
            return new Problem("payload", $"is JSON, but no object: {document.RootElement.ValueKind}");
        }
        // The latter: a string that is no text.
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return new Problem("payload", $"is no JSON: {failure.Message}");
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
