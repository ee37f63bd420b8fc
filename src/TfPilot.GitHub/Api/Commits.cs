using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Reads the parents of commits.</summary>
public static class Commits
{
    /// <summary>The parents in order. Those of a pull request's test merge are the base and the head.</summary>
    public static async Task<IReadOnlyList<CommitSha>> ReadParentsAsync(
        this GitHubClient github, RepositoryName repository, CommitSha commit, CancellationToken ct)
    {
        var request = github.Rest(
            HttpMethod.Get, $"/repos/{repository}/git/commits/{commit}", $"read commit {commit.Short} of {repository}");
        return [.. (await github.SendAsync(request, RestJson.Default.RestCommit, ct)).Parents.Select(
            parent => parent.Sha)];
    }
}

internal sealed record RestCommit(IReadOnlyList<RestParent> Parents);

internal sealed record RestParent(CommitSha Sha);
