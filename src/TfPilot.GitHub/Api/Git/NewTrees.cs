using System.Text.Json.Nodes;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Creates git trees without a checkout.</summary>
public static class NewTrees
{
    private const string FileMode = "100644";

    /// <summary>Creates a tree like another one, with some files written or deleted.</summary>
    /// <param name="tree">The id of the other tree; null for no other files.</param>
    /// <param name="files">The text of each path from the repository root; null deletes the file.</param>
    /// <returns>The id of the new tree; trees with the same files have the same id.</returns>
    public static async Task<string> CreateTreeAsync(
        this GitHubClient github, RepositoryName repository, string? tree, IReadOnlyDictionary<string, string?> files,
        CancellationToken ct)
    {
        var body = new JsonObject { ["tree"] = new JsonArray([.. files.Select(file => (JsonNode)Entry(file))]) };
        if (tree is not null) body["base_tree"] = tree;
        var request = github.Rest(HttpMethod.Post, $"/repos/{repository}/git/trees",
            $"create a tree in {repository}") with
        { Body = GitHubRequest.Bytes(body) };
        return (await github.SendAsync(request, GitRestJson.Default.RestNewTree, ct)).Sha;
    }

    /// <summary>GitHub deletes a file whose sha is null.</summary>
    private static JsonObject Entry(KeyValuePair<string, string?> file) => new()
    {
        ["path"] = file.Key,
        ["mode"] = FileMode,
        ["type"] = "blob",
        [file.Value is null ? "sha" : "content"] = file.Value,
    };
}

internal sealed record RestNewTree(string Sha);
