using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Actions;

/// <summary>
/// The current workflow run. <paramref name="Attempt"/> counts its attempts from 1; <paramref name="Commit"/> is the
/// test merge in a pull request.
/// </summary>
public sealed record WorkflowRun(
    RepositoryName Repository, long Id, int Attempt, string Job, string Actor, string Ref, CommitSha? Commit,
    string Workspace, Uri Link)
{
    /// <summary>
    /// The run's own workflow file, such as <c>acme/infra/.github/workflows/apply.yml@refs/heads/main</c>; null if
    /// unknown.
    /// </summary>
    public string? Workflow { get; init; }
}
