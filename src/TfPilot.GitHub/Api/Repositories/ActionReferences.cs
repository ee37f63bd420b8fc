using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Checks the commit or tag that identifies a version of an action in its repository.</summary>
public static class ActionReferences
{
    private const int MaxPages = 5;

    /// <summary>
    /// The maximum number of branches and of tags to compare. Each costs one call, and a commit of a fork is compared
    /// with all of them.
    /// </summary>
    private const int MaxBranches = 20;

    /// <summary>
    /// Whether the commit is on a branch or tag of the repository itself. GitHub also finds the commits of forks under
    /// the name of the repository. Null when the commit was not found and there are too many branches or tags to check
    /// all.
    /// </summary>
    public static async Task<bool?> IsOnBranchAsync(
        this GitHubClient github, RepositoryName repository, CommitSha commit, CancellationToken ct)
    {
        var (tags, allTags) = await ListAsync(github, repository, "tags", ct);
        if (tags.Any(tag => tag.Commit.Sha == commit)) return true;
        var (branches, allBranches) = await ListAsync(github, repository, "branches", ct);
        if (branches.Any(branch => branch.Commit.Sha == commit)) return true;
        foreach (var branch in branches.OrderByDescending(IsDefaultName).Take(MaxBranches))
            if (await IsBehindAsync(github, repository, branch.Name, commit, ct)) return true;
        foreach (var tag in tags.Take(MaxBranches))
            if (await IsBehindAsync(github, repository, tag.Name, commit, ct)) return true;
        return allTags && allBranches && branches.Count <= MaxBranches ? false : null;
    }

    /// <summary>
    /// Whether the release of a tag is immutable. False when the tag has no release, because such a tag can be moved.
    /// </summary>
    public static async Task<bool> IsReleaseImmutableAsync(
        this GitHubClient github, RepositoryName repository, string tag, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/releases/tags/{Uri.EscapeDataString(tag)}",
            $"read the release {tag} of {repository}");
        try
        {
            return (await github.SendAsync(request, RepositoryRestJson.Default.RestRelease, ct)).Immutable == true;
        }
        catch (GitHubException missing) when (missing.Kind == GitHubErrorKind.NotFound)
        {
            return false;
        }
    }

    private static bool IsDefaultName(RestNamedCommit branch) => branch.Name is "main" or "master";

    private static async Task<(IReadOnlyList<RestNamedCommit> Found, bool IsComplete)> ListAsync(
        GitHubClient github, RepositoryName repository, string kind, CancellationToken ct)
    {
        var found = new List<RestNamedCommit>();
        var pages = github.PagesAsync($"/repos/{repository}/{kind}", $"list the {kind} of {repository}",
            RepositoryRestJson.Default.IReadOnlyListRestNamedCommit, ct).Take(MaxPages);
        var isComplete = false;
        await foreach (var (page, isLast) in pages)
        {
            found.AddRange(page);
            isComplete = isLast;
        }

        return (found, isComplete);
    }

    private static async Task<bool> IsBehindAsync(
        GitHubClient github, RepositoryName repository, string name, CommitSha commit, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get,
            $"/repos/{repository}/compare/{Uri.EscapeDataString(name)}...{commit}?per_page=1",
            $"compare {name} with {commit.Short} in {repository}");
        try
        {
            return (await github.SendAsync(request, RepositoryRestJson.Default.RestComparison, ct)).Status
                is "behind" or "identical";
        }
        catch (GitHubException unrelated) when (unrelated.Kind == GitHubErrorKind.NotFound)
        {
            return false;
        }
    }
}

internal sealed record RestNamedCommit(string Name, RestCommitId Commit);

internal sealed record RestCommitId(CommitSha Sha);

internal sealed record RestRelease(bool? Immutable = null);
