using TfPilot.Core.Basics;
using TfPilot.Storage;

namespace TfPilot.App.Evidence;

/// <summary>
/// The pull request of a run according to GitHub: its number, the planned head and base, and the checked-out commit.
/// </summary>
internal sealed record ReportedPull(PullKey Key, CommitSha Head, CommitSha Base, CommitSha Planned)
{
    /// <summary>Whether the run's own files came from the default branch.</summary>
    public bool IsOfDefaultBranch { get; init; }
}

/// <summary>
/// The result of finding a run's pull request: found, refused, or missing the name of a pull request.
/// </summary>
internal abstract record PullSearch
{
    private PullSearch() { }

    public sealed record Found(ReportedPull Pull) : PullSearch;

    public sealed record Refused(string Why) : PullSearch;

    public sealed record Unnamed(Problem Problem) : PullSearch;
}
