using TfPilot.Core.Basics;
using TfPilot.Storage;

namespace TfPilot.App.Evidence;

/// <summary>
/// The pull request of a run according to GitHub: its number, the planned head and base, and the checked-out commit.
/// </summary>
internal sealed record ReportedPull(PullKey Key, CommitSha Head, CommitSha Base, CommitSha CheckedOut)
{
    /// <summary>
    /// Whether the run was started on the default branch, so that its workflow files come from there.
    /// </summary>
    public bool IsFromDefaultBranch { get; init; }
}

/// <summary>
/// The result of finding a run's pull request: found, refused, or missing because the request must name the pull
/// request and does not.
/// </summary>
internal abstract record PullSearch
{
    private PullSearch() { }

    public sealed record Found(ReportedPull Pull) : PullSearch;

    public sealed record Refused(string Reason) : PullSearch;

    public sealed record MissingPull(Problem Problem) : PullSearch;
}
