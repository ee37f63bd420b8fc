using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Reads the Terraform files of folders at a commit.</summary>
public static class SourceFolders
{
    /// <summary>The maximum number of folders per call; GitHub returns the text of every file in them.</summary>
    internal const int PerCall = 10;

    /// <summary>
    /// The texts of the Terraform files by repository path. Missing folders, binary files and truncated files are left
    /// out.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadSourcesAsync(
        this GitHubClient github, RepositoryName repository, CommitSha at, IReadOnlyList<string> folders,
        CancellationToken ct)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var asked in folders.Chunk(PerCall))
        {
            var variables = new JsonObject { ["owner"] = repository.Owner, ["name"] = repository.Name };
            for (var i = 0; i < asked.Length; i++) variables[$"folder{i}"] = $"{at}:{asked[i]}";
            var purpose = $"read the sources of {repository} at {at.Short}";
            var data = await github.QueryAsync(
                Document(asked.Length), variables, purpose, RepositoryGraphQlJson.Default.GraphQlDataSourceFoldersData,
                ct);
            for (var i = 0; i < asked.Length; i++)
            {
                foreach (var entry in Sources(data.Repository.GetValueOrDefault($"folder{i}")))
                    texts[Path(asked[i], entry.Name)] = entry.Object!.Text!;
            }
        }

        return texts;
    }

    internal static string Document(int folders)
    {
        var names = Enumerable.Range(0, folders).Select(i => $"folder{i}").ToList();
        return $$"""
            query SourceFolders($owner: String!, $name: String!{{string.Concat(names.Select(name => $", ${name}: String!"))}}) {
              repository(owner: $owner, name: $name) {
            {{string.Concat(names.Select(Field))}}  }
            }
            """;
    }

    private static string Field(string name) =>
        $"    {name}: object(expression: ${name}) {{ __typename ... on Tree {{ entries {{ name object {{ __typename " +
        $"... on Blob {{ text isTruncated }} }} }} }} }}\n";

    private static IEnumerable<GraphQlEntry> Sources(GraphQlObject? folder) =>
        (folder?.Entries ?? []).Where(
            entry => entry.Object is { Text: not null, IsTruncated: false } && IsSource(entry.Name));

    private static bool IsSource(string name) =>
        name.EndsWith(".tf", StringComparison.Ordinal) || name.EndsWith(".tofu", StringComparison.Ordinal);

    private static string Path(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}

internal sealed record SourceFoldersData(IReadOnlyDictionary<string, GraphQlObject?> Repository);
