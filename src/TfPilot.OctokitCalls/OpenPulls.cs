using Octokit;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;
using GitHubClient = TfPilot.GitHub.Http.GitHubClient;
using PullRequest = Octokit.PullRequest;

namespace TfPilot.OctokitCalls;

/// <summary>Lists open pull requests.</summary>
public static class OpenPulls
{
    private static readonly ApiOptions Hundreds = new() { PageSize = 100 };

    /// <summary>All open pull requests of the repository, newest first; one call per hundred.</summary>
    public static Task<IReadOnlyList<OpenPull>> ListOpenPullsAsync(
        this GitHubClient github, RepositoryName repository, CancellationToken ct) => github.CallAsync(
        $"list the open pull requests of {repository}",
        async Task<IReadOnlyList<OpenPull>> (octokit) =>
        {
            var (owner, name) = repository;
            var pulls = await octokit.PullRequest.GetAllForRepository(owner, name, new PullRequestRequest(), Hundreds);
            return [.. pulls.Select(Read)];
        },
        ct);

    private static OpenPull Read(PullRequest pull) =>
        new(new PullNumber(pull.Number), CommitSha.Parse(pull.Head.Sha), pull.Head.Ref, pull.Base.Ref);
}
