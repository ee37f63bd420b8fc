using TfPilot.GitHub.Names;

namespace TfPilot.GitHub.Calls;

/// <summary>A pull request as it is now. <paramref name="IsFromFork"/> also when the fork is gone.</summary>
public sealed record PullRequest(
    PullNumber Number,
    CommitSha Head,
    string HeadBranch,
    CommitSha Base,
    string BaseBranch,
    bool IsFromFork,
    bool IsOpen,
    bool IsMerged,
    bool IsDraft,
    int ChangedFiles);

/// <summary>What pull request is this?</summary>
public static class PullRequests
{
    public static Task<PullRequest> GetPullRequestAsync(this GitHubClient github, RepositoryName repository, PullNumber number, CancellationToken ct) =>
        throw new NotImplementedException();
}
