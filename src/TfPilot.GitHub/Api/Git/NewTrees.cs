using System.Text.Json.Nodes;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Creates git trees.</summary>
public static class NewTrees
{
    private const string FileMode = "100644";

    /// <summary>A tree like another one, without some files and with one written.</summary>
    /// <param name="tree">The id of the other tree.</param>
    /// <param name="deleted">Paths from the repository root.</param>
    /// <returns>The id of the new tree.</returns>
    public static async Task<string> CreateTreeAsync(
        this GitHubClient github, RepositoryName repository, string tree, IReadOnlyList<string> deleted, string path,
        string text, CancellationToken ct)
    {
        var entries = deleted.Select(gone => Entry(gone, "sha", null)).Append(Entry(path, "content", text));
        var request = github.Rest(HttpMethod.Post, $"/repos/{repository}/git/trees",
            $"create a tree in {repository}") with
        {
            Body = GitHubRequest.Bytes(new JsonObject
            {
                ["base_tree"] = tree,
                ["tree"] = new JsonArray([.. entries.Select(entry => (JsonNode)entry)]),
            }),
        };
        return (await github.SendAsync(request, GitRestJson.Default.RestNewTree, ct)).Sha;
    }

    /// <summary>GitHub deletes a file whose sha is null.</summary>
    private static JsonObject Entry(string path, string name, string? value) => new JsonObject
    {
        ["path"] = path,
        ["mode"] = FileMode,
        ["type"] = "blob",
        [name] = value,
    };
}

internal sealed record RestNewTree(string Sha);
