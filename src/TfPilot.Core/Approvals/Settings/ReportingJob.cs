using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The job that evidence came from, as GitHub vouches for it: what started it, on whose machine it ran, and the file that defines it
/// (<c>owner/name/.github/workflows/file.yml@ref</c>) with the commit that file was taken from. Null is what GitHub does not say.
/// </summary>
public sealed record ReportingJob(string Event, string? RunnerEnvironment, string? WorkflowRef, CommitSha? WorkflowCommit)
{
    /// <summary>Whether the run's own files came from the repository's default branch, where nobody changes them without a review.</summary>
    public bool IsOfDefaultBranch { get; init; }
}
