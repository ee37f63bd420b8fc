using TfPilot.Core.Basics;
using TfPilot.GitHub.Names;
using TfPilot.GitHub.Sending;

namespace TfPilot.GitHub.Calls;

/// <summary>What a path of a tree leads to.</summary>
public enum TreeEntryKind { File, Folder, Link, Submodule }

/// <summary>One path of a tree, with slashes from the repository's root. <paramref name="Id"/> is the git id of its blob, tree or commit.</summary>
public sealed record TreeEntry(string Path, TreeEntryKind Kind, string Id);

/// <summary>Everything in the repository at a commit. GitHub leaves entries out of very large trees; then <paramref name="IsComplete"/> is false.</summary>
public sealed record RepositoryTree(IReadOnlyList<TreeEntry> Entries, bool IsComplete);

/// <summary>What files are there?</summary>
public static class Trees
{
    private const string LinkMode = "120000";

    public static async Task<RepositoryTree> ReadTreeAsync(this GitHubClient github, RepositoryName repository, CommitSha at, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/git/trees/{at}?recursive=1", $"list the files of {repository} at {at.Short}");
        var tree = await github.SendAsync(request, RestJson.Default.RestTree, ct);
        return new([.. tree.Tree.Select(entry => new TreeEntry(entry.Path, Kind(entry), entry.Sha ?? ""))], IsComplete: !tree.Truncated);
    }

    private static TreeEntryKind Kind(RestTreeEntry entry) => entry switch
    {
        { Type: "tree" } => TreeEntryKind.Folder,
        { Type: "commit" } => TreeEntryKind.Submodule,
        { Mode: LinkMode } => TreeEntryKind.Link,
        _ => TreeEntryKind.File,
    };
}

internal sealed record RestTree(IReadOnlyList<RestTreeEntry> Tree, bool Truncated);

internal sealed record RestTreeEntry(string Path, string Mode, string Type, string? Sha = null);
