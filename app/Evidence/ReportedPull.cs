using TfPilot.Core.Basics;
using TfPilot.Storage;

namespace TfPilot.App.Evidence;

/// <summary>
/// The pull request that a job reports of, as GitHub says it is: which one, the head and the base that were planned,
/// and the commit that was checked out for it.
/// </summary>
internal sealed record ReportedPull(PullKey Key, CommitSha Head, CommitSha Base, CommitSha Planned)
{
    /// <summary>Whether the run's own files came from the default branch.</summary>
    public bool IsOfDefaultBranch { get; init; }
}

/// <summary>
/// Where a job's claims lead: to a pull request, to nothing we take evidence for, or nowhere for want of a name.
/// </summary>
internal abstract record PullSearch
{
    private PullSearch() { }

    public sealed record Found(ReportedPull Pull) : PullSearch;

    public sealed record Refused(string Why) : PullSearch;

    public sealed record Unnamed(Problem Problem) : PullSearch;
}
