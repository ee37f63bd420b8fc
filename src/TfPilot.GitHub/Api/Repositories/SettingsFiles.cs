using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>The repository paths of the settings files.</summary>
public sealed record SettingsPaths(string Settings, string Waivers, string Templates);

/// <summary>The texts of the settings and waivers; null when the file does not exist.</summary>
public sealed record SettingsTexts(string? Settings, string? Waivers)
{
    /// <summary>Files that exist but cannot be read completely, so their rules are unknown.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}

/// <summary>The settings files of the default branch, and of a commit. Templates map file name to text.</summary>
public sealed record SettingsFileSet(
    DefaultBranch Branch, SettingsTexts Trusted, IReadOnlyDictionary<string, string> Templates, SettingsTexts Proposed)
{
    public IReadOnlyDictionary<string, string> ProposedTemplates { get; init; } = new Dictionary<string, string>();

    /// <summary>The repository paths of the files that differ between the commit and the default branch.</summary>
    public IEnumerable<string> DifferingPaths(SettingsPaths paths)
    {
        if (Trusted.Settings != Proposed.Settings) yield return paths.Settings;
        if (Trusted.Waivers != Proposed.Waivers) yield return paths.Waivers;
        foreach (var name in Templates.Keys.Union(ProposedTemplates.Keys).Order(StringComparer.Ordinal))
        {
            if (Templates.GetValueOrDefault(name) != ProposedTemplates.GetValueOrDefault(name))
                yield return $"{paths.Templates}/{name}";
        }
    }
}

/// <summary>Reads the settings files of the default branch.</summary>
public static class SettingsFiles
{
    internal const string Document = """
        query SettingsFiles($owner: String!, $name: String!, $settings: String!, $waivers: String!, $templates: String!, $newSettings: String!, $newWaivers: String!, $newTemplates: String!) {
          repository(owner: $owner, name: $name) {
            defaultBranchRef { name target { oid } }
            root: object(expression: "HEAD:") { __typename }
            settings: object(expression: $settings) { __typename ... on Blob { text isTruncated } }
            waivers: object(expression: $waivers) { __typename ... on Blob { text isTruncated } }
            templates: object(expression: $templates) { __typename ... on Tree { entries { name object { __typename ... on Blob { text isTruncated } } } } }
            newSettings: object(expression: $newSettings) { __typename ... on Blob { text isTruncated } }
            newWaivers: object(expression: $newWaivers) { __typename ... on Blob { text isTruncated } }
            newTemplates: object(expression: $newTemplates) { __typename ... on Tree { entries { name object { __typename ... on Blob { text isTruncated } } } } }
          }
        }
        """;

    /// <summary>
    /// Reads the settings files of the default branch and of the commit <paramref name="proposed"/>; one call.
    /// </summary>
    public static async Task<SettingsFileSet> ReadSettingsFilesAsync(
        this GitHubClient github, RepositoryName repository, SettingsPaths paths, CommitSha proposed,
        CancellationToken ct)
    {
        var variables = new JsonObject
        {
            ["owner"] = repository.Owner,
            ["name"] = repository.Name,
            ["settings"] = $"HEAD:{paths.Settings}",
            ["waivers"] = $"HEAD:{paths.Waivers}",
            ["templates"] = $"HEAD:{paths.Templates}",
            ["newSettings"] = $"{proposed}:{paths.Settings}",
            ["newWaivers"] = $"{proposed}:{paths.Waivers}",
            ["newTemplates"] = $"{proposed}:{paths.Templates}",
        };
        var purpose = $"read the settings of {repository} on its default branch";
        var found = (await github.QueryAsync(
            Document, variables, purpose, RepositoryGraphQlJson.Default.GraphQlDataSettingsFilesData, ct)).Repository;
        return new(
            found.DefaultBranchRef.ToModel(),
            found.Trusted(paths, purpose),
            found.TemplateTexts,
            GraphQlSettingsFields.Texts(found.NewSettings, found.NewWaivers, paths))
        {
            ProposedTemplates = GraphQlSettingsFields.TextsOf(found.NewTemplates),
        };
    }
}

internal sealed record SettingsFilesData(SettingsFilesRepository Repository);

internal sealed record SettingsFilesRepository(
    GraphQlBranch DefaultBranchRef,
    GraphQlObject? Root,
    GraphQlObject? Settings,
    GraphQlObject? Waivers,
    GraphQlObject? Templates,
    GraphQlObject? NewSettings,
    GraphQlObject? NewWaivers,
    GraphQlObject? NewTemplates = null) : GraphQlSettingsFields(DefaultBranchRef, Root, Settings, Waivers, Templates);
