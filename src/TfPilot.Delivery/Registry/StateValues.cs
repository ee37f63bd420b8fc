using System.Text.Json;
using TfPilot.Core.Plans;

namespace TfPilot.Delivery.Registry;

/// <summary>Reads parts of a state.</summary>
internal static class StateValues
{
    public static JsonElement? Object(JsonElement parent, string name) => Member(parent, name, JsonValueKind.Object);

    public static JsonElement? Array(JsonElement parent, string name) => Member(parent, name, JsonValueKind.Array);

    public static string? Text(JsonElement parent, string name) =>
        Member(parent, name, JsonValueKind.String)?.GetString();

    public static string Required(JsonElement resource, string name) => Text(resource, name)
        ?? throw new StateFormatException($"has a resource without {name}, so it is not a valid state.");

    public static IEnumerable<JsonElement> Objects(JsonElement? list)
    {
        if (list is not { } elements) yield break;
        foreach (var element in elements.EnumerateArray())
        {
            yield return element.ValueKind == JsonValueKind.Object ? element
                : throw new StateFormatException("has a resource that is not an object, so it is not a valid state.");
        }
    }

    /// <summary>A text as it is, a number with all its digits; null for anything else.</summary>
    public static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    public static void AddAll(JsonElement value, DocumentSecrets secrets)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) AddAll(member.Value, secrets);
                break;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray()) AddAll(element, secrets);
                break;
            case JsonValueKind.String or JsonValueKind.Number:
                secrets.Add(Scalar(value)!);
                break;
        }
    }

    /// <summary>Throws when the member has another form; null when it is missing.</summary>
    private static JsonElement? Member(JsonElement parent, string name, JsonValueKind kind)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == kind ? value : throw new StateFormatException(
            $"has a {name} that is not {(kind == JsonValueKind.Object ? "an object" : kind == JsonValueKind.Array
                ? "a list" : "text")}, so it is not a valid state.");
    }
}

/// <summary>A part of a state does not have the expected form.</summary>
internal sealed class StateFormatException(string message) : Exception(message);
