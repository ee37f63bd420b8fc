using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Webhooks;

/// <summary>Reads members of an arbitrary payload: missing members and members of another type are null.</summary>
internal static class PayloadElement
{
    private const string BranchPrefix = "refs/heads/";

    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> steps)
    {
        foreach (var step in steps)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step, out element)) return null;
        }

        return element;
    }

    /// <summary>Databases reject NUL, so it is replaced as in Markdown.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> steps) =>
        element.At(steps) is { ValueKind: JsonValueKind.String } text ? text.GetString()?.Replace('\0', '\uFFFD')
        : null;

    public static bool IsTrue(this JsonElement element, params ReadOnlySpan<string> steps) =>
        element.At(steps) is { ValueKind: JsonValueKind.True };

    public static long? Id(this JsonElement element, params ReadOnlySpan<string> steps) =>
        element.At(steps) is { ValueKind: JsonValueKind.Number } id && id.TryGetInt64(out var value) ? value : null;

    public static PullNumber? Pull(this JsonElement element, params ReadOnlySpan<string> steps) =>
        element.At(steps) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value)
        && value > 0 ? new PullNumber(value) : null;

    public static CommitSha? Sha(this JsonElement element, params ReadOnlySpan<string> steps) =>
        CommitSha.TryParse(element.Text(steps));

    /// <summary>The branch of a full ref; null for tags and other refs.</summary>
    public static string? Branch(this JsonElement element, params ReadOnlySpan<string> steps) =>
        element.Text(steps) is { } reference && reference.StartsWith(BranchPrefix, StringComparison.Ordinal)
        ? reference[BranchPrefix.Length..] : null;
}
