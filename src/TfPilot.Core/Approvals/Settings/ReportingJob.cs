using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The job that sent the evidence, as attested by GitHub: the triggering event, the runner, the workflow file
/// (<c>owner/name/.github/workflows/file.yml@ref</c>) and the commit of that file. Null means that GitHub did not say.
/// </summary>
public sealed record ReportingJob(
    string Event, string? RunnerEnvironment, string? WorkflowRef, CommitSha? WorkflowCommit)
{
    /// <summary>Whether the run's own files came from the default branch, where changes require a review.</summary>
    public bool IsFromDefaultBranch { get; init; }
}
