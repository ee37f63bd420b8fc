using System.Text.Json.Serialization;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Api;

/// <summary>The GraphQL fields of the default branch's settings.</summary>
internal abstract record GraphQlSettingsFields(
    GraphQlBranch DefaultBranchRef, GraphQlObject? Root, GraphQlObject? Settings, GraphQlObject? Waivers,
    GraphQlObject? Templates)
{
    /// <summary>
    /// The settings of the default branch. Throws when the token cannot see any file of the branch, because its
    /// settings could forbid the change.
    /// </summary>
    public SettingsTexts Trusted(SettingsPaths paths, string purpose)
    {
        if (Root is null)
            throw new GitHubError(GitHubErrorKind.NotPermitted, "shows none of its files to this token").ToException(
                purpose);
        var read = Texts(Settings, Waivers, paths);
        var templates = FilesOf(Templates).Select(entry => Problem(entry.Object, $"{paths.Templates}/{entry.Name}"))
            .OfType<Problem>();
        return read with { Problems = [.. read.Problems.Concat(templates)] };
    }

    public IReadOnlyDictionary<string, string> TemplateTexts => TextsOf(Templates);

    public static IReadOnlyDictionary<string, string> TextsOf(GraphQlObject? folder) =>
        FilesOf(folder).Where(entry => !entry.Object!.IsTruncated)
        .ToDictionary(entry => entry.Name, entry => entry.Object!.Text!, StringComparer.Ordinal);

    public static SettingsTexts Texts(GraphQlObject? settings, GraphQlObject? waivers, SettingsPaths paths) =>
        new(Text(settings), Text(waivers))
        {
            Problems = [.. new[] { Problem(settings, paths.Settings), Problem(waivers, paths.Waivers) }
                .OfType<Problem>()],
        };

    private static IEnumerable<GraphQlEntry> FilesOf(GraphQlObject? folder) =>
        (folder?.Entries ?? []).Where(entry => entry.Object?.Text is not null);

    private static string? Text(GraphQlObject? file) => file is null ? null : file.Text ?? "";

    private static Problem? Problem(GraphQlObject? file, string path) => file switch
    {
        null or { Text: not null, IsTruncated: false } => null,
        { IsTruncated: true } =>
            new(path, "The file is too large: GitHub returns only its beginning. Make it shorter."),
        { TypeName: "Blob" } => new(path, "This is not a text file: save it as UTF-8."),
        _ => new(path, "This is not a file: replace it with a file, or remove it."),
    };
}

internal sealed record GraphQlObject(
    [property: JsonPropertyName("__typename")] string TypeName,
    string? Text = null,
    bool IsTruncated = false,
    IReadOnlyList<GraphQlEntry>? Entries = null);

internal sealed record GraphQlEntry(string Name, GraphQlObject? Object);
