using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Reads the git tree of a commit.</summary>
public static class Trees
{
    /// <summary>
    /// Reads the tree with one call. A very large tree, which GitHub truncates, takes two calls; then only the root id
    /// is known.
    /// </summary>
    public static async Task<GitTree> ReadTreeAsync(
        this GitHubClient github, RepositoryName repository, CommitSha at, CancellationToken ct)
    {
        var tree = await github.ReadAsync(repository, at, "?recursive=1", ct);
        if (tree.Truncated) return new((await github.ReadAsync(repository, at, "", ct)).Tree.Select(Entry));
        return new(tree.Tree.Where(entry => entry.Type != "tree").Select(Entry));
    }

    private static Task<RestTree> ReadAsync(
        this GitHubClient github, RepositoryName repository, CommitSha at, string query, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/git/trees/{at}{query}",
            $"list the files of {repository} at {at.Short}");
        return github.SendAsync(request, RepositoryRestJson.Default.RestTree, ct);
    }

    /// <summary>Placeholder for an unknown id.</summary>
    private const string None = "0000000000000000000000000000000000000000";

    /// <summary>Git itself writes modes without leading zeros.</summary>
    private static GitEntry Entry(RestTreeEntry entry) => new(entry.Path, entry.Mode.TrimStart('0'), entry.Sha ?? None);
}

internal sealed record RestTree(IReadOnlyList<RestTreeEntry> Tree, bool Truncated);

internal sealed record RestTreeEntry(string Path, string Mode, string Type, string? Sha = null);
