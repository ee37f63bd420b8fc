using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The job that evidence came from, as GitHub vouches for it: what started it, on whose machine it ran, and the file that defines it
/// (<c>owner/name/.github/workflows/file.yml@ref</c>) with the commit that file was taken from. Null is what GitHub does not say.
/// </summary>
public sealed record ReportingJob(string Event, string? RunnerEnvironment, string? WorkflowRef, CommitSha? WorkflowCommit);
