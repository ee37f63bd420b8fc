using System.Text.Json.Serialization;
using TfPilot.GitHub.Sending;

namespace TfPilot.GitHub.Calls;

/// <summary>What every document asks of the default branch that says how to judge.</summary>
internal abstract record GraphQlSettingsFields(
    GraphQlBranch DefaultBranchRef, GraphQlObject? Root, GraphQlObject? Settings, GraphQlObject? Waivers, GraphQlObject? Templates)
{
    /// <summary>A file that is there and cannot be read whole is an error, because nobody knows what it would forbid; so is a branch that shows nothing.</summary>
    public SettingsTexts Trusted(SettingsPaths paths, string purpose) => Root is null
        ? throw new Refusal(RefusalKind.NotPermitted, "shows none of its files to this token").ToException(purpose)
        : new(Text(Settings, paths.Settings, purpose), Text(Waivers, paths.Waivers, purpose));

    public IReadOnlyDictionary<string, string> TemplatesIn(SettingsPaths paths, string purpose) => (Templates?.Entries ?? [])
        .Where(entry => entry.Object?.Text is not null)
        .ToDictionary(entry => entry.Name, entry => Text(entry.Object, $"{paths.Templates}/{entry.Name}", purpose)!, StringComparer.Ordinal);

    public static string? Text(GraphQlObject? file, string path, string purpose) => file switch
    {
        null => null,
        { Text: { } text, IsTruncated: false } => text,
        _ => throw new Refusal(RefusalKind.Invalid, $"gives {path} only in part, or it is no text").ToException(purpose),
    };
}

internal sealed record GraphQlObject(
    [property: JsonPropertyName("__typename")] string TypeName,
    string? Text = null,
    bool IsTruncated = false,
    IReadOnlyList<GraphQlEntry>? Entries = null);

internal sealed record GraphQlEntry(string Name, GraphQlObject? Object);
