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
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/commits/{commit}/pulls",
            $"find the pull request of {commit.Short} in {repository}");
        var pulls = await github.SendAsync(request, PullRestJson.Default.IReadOnlyListRestCommitPull, ct);
        return [.. pulls.Where(pull => pull.MergedAt is not null).OrderByDescending(pull => pull.MergedAt)
            .Select(pull => new PullNumber(pull.Number))];
    }
}

internal sealed record RestCommitPull(int Number, DateTimeOffset? MergedAt = null);
