using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Finds the merged pull requests of a commit.</summary>
public static class MergedPulls
{
    /// <summary>The merged pull requests that GitHub associates with a commit, newest first; usually one.</summary>
    public static async Task<IReadOnlyList<PullNumber>> FindMergedPullsAsync(
        this GitHubClient github, RepositoryName repository, CommitSha commit, CancellationToken ct)
    {
        var pulls = await ListAsync(github, repository, commit, ct);
        return [.. pulls.OrderByDescending(pull => pull.MergedAt).Select(pull => new PullNumber(pull.Number))];
    }

    /// <summary>
    /// Whether the commit came into its branch with a merged pull request, and the branch never was at this commit: a
    /// review saw only the result of all commits of the pull request.
    /// </summary>
    public static async Task<bool> IsInsidePullAsync(
        this GitHubClient github, RepositoryName repository, CommitSha commit, CancellationToken ct)
    {
        var pulls = await ListAsync(github, repository, commit, ct);
        return pulls.Count > 0 && pulls.All(pull => pull.MergeCommitSha != commit);
    }

    private static async Task<IReadOnlyList<RestCommitPull>> ListAsync(
        GitHubClient github, RepositoryName repository, CommitSha commit, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/commits/{commit}/pulls",
            $"find the pull request of {commit.Short} in {repository}");
        var pulls = await github.SendAsync(request, PullRestJson.Default.IReadOnlyListRestCommitPull, ct);
        return [.. pulls.Where(pull => pull.MergedAt is not null)];
    }
}

internal sealed record RestCommitPull(
    int Number, DateTimeOffset? MergedAt = null, CommitSha? MergeCommitSha = null);
