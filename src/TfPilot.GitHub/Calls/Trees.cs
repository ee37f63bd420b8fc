using TfPilot.GitHub.Names;

namespace TfPilot.GitHub.Calls;

public enum TreeEntryKind { File, Folder, Link, Submodule }

/// <summary>One path of a tree, with slashes from the repository's root. <paramref name="Id"/> is the git id of its blob, tree or commit.</summary>
public sealed record TreeEntry(string Path, TreeEntryKind Kind, string Id);

/// <summary>Everything in the repository at a commit. GitHub leaves entries out of very large trees; then <paramref name="IsComplete"/> is false.</summary>
public sealed record RepositoryTree(IReadOnlyList<TreeEntry> Entries, bool IsComplete);

/// <summary>What files are there?</summary>
public static class Trees
{
    public static Task<RepositoryTree> ReadTreeAsync(this GitHubClient github, RepositoryName repository, CommitSha at, CancellationToken ct) =>
        throw new NotImplementedException();
}
