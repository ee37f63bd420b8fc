using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// The current state of a pull request. <paramref name="IsFromFork"/> is also true when the fork was deleted.
/// </summary>
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
    int ChangedFiles)
{
    /// <summary>The merge commit on the base branch; null when it is not merged.</summary>
    public CommitSha? MergedAs { get; init; }

    /// <summary>
    /// GitHub's latest merge of base and head while the pull request is open, perhaps of earlier ones; null before the
    /// first, and when they conflict.
    /// </summary>
    public CommitSha? TestMerge { get; init; }

    /// <summary>Null when it is not merged.</summary>
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>
    /// The login of the account that merged it; null when it is not merged or the account was deleted.
    /// </summary>
    public string? MergedBy { get; init; }

    /// <summary>The login of the account that opened it; null when the account was deleted.</summary>
    public string? Author { get; init; }

    /// <summary>Null when GitHub does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was closed or merged; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>Reads pull requests.</summary>
public static class PullRequests
{
    public static async Task<PullRequest> GetPullRequestAsync(
        this GitHubClient github, RepositoryName repository, PullNumber number, CancellationToken ct)
    {
        var request = github.Rest(
            HttpMethod.Get, $"/repos/{repository}/pulls/{number}", $"read pull request {repository}#{number}");
        var pull = await github.SendAsync(request, PullRestJson.Default.RestPull, ct);
        return new(
            new PullNumber(pull.Number),
            pull.Head.Sha,
            pull.Head.Ref,
            pull.Base.Sha,
            pull.Base.Ref,
            IsFromFork: pull.Head.Repo is null || pull.Head.Repo.Id != pull.Base.Repo?.Id,
            IsOpen: pull.State == "open",
            pull.Merged,
            pull.Draft,
            pull.ChangedFiles)
        {
            MergedAs = pull.Merged ? pull.MergeCommitSha : null,
            TestMerge = pull.State == "open" ? pull.MergeCommitSha : null,
            MergedAt = pull.MergedAt,
            MergedBy = pull.MergedBy?.Login,
            Author = pull.User?.Login,
            CreatedAt = pull.CreatedAt,
            ClosedAt = pull.ClosedAt,
        };
    }
}

internal sealed record RestPull(
    int Number, string State, bool Merged, RestBranch Head, RestBranch Base, int ChangedFiles, bool Draft = false,
    CommitSha? MergeCommitSha = null, DateTimeOffset? MergedAt = null, RestLogin? MergedBy = null,
    RestLogin? User = null, DateTimeOffset? CreatedAt = null, DateTimeOffset? ClosedAt = null);

internal sealed record RestLogin(string Login);

internal sealed record RestBranch(string Ref, CommitSha Sha, RestRepository? Repo = null);

internal sealed record RestRepository(long Id, RestRights? Permissions = null);

internal sealed record RestRights(bool Push = false);
