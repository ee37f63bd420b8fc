using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Reads the parents and the tree of commits.</summary>
public static class Commits
{
    /// <summary>The parents in order. A pull request's test merge has two: the base and the head.</summary>
    public static async Task<IReadOnlyList<CommitSha>> ReadParentsAsync(
        this GitHubClient github, RepositoryName repository, CommitSha commit, CancellationToken ct) =>
        [.. (await ReadAsync(github, repository, commit, ct)).Parents.Select(parent => parent.Sha)];

    /// <summary>The id of the commit's git tree. Commits with the same tree id have the same files.</summary>
    public static async Task<string> ReadTreeIdAsync(
        this GitHubClient github, RepositoryName repository, CommitSha commit, CancellationToken ct) =>
        (await ReadAsync(github, repository, commit, ct)).Tree.Sha;

    private static Task<RestCommit> ReadAsync(
        GitHubClient github, RepositoryName repository, CommitSha commit, CancellationToken ct)
    {
        var request = github.Rest(
            HttpMethod.Get, $"/repos/{repository}/git/commits/{commit}", $"read commit {commit.Short} of {repository}");
        return github.SendAsync(request, RepositoryRestJson.Default.RestCommit, ct);
    }
}

internal sealed record RestCommit(RestTreeId Tree, IReadOnlyList<RestParent> Parents);

internal sealed record RestTreeId(string Sha);

internal sealed record RestParent(CommitSha Sha);
