using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Evidence;

/// <summary>
/// The verified claims about the job that requested a token. They identify the sender; they do not prove what it sends.
/// </summary>
public sealed record OidcClaims(
    long RepositoryId, long OwnerId, RepositoryName Repository, string Event, CommitSha Commit, string Ref, long RunId,
    int RunAttempt)
{
    /// <summary>Null when GitHub does not send it, as on older Enterprise Servers.</summary>
    public string? RunnerEnvironment { get; init; }

    /// <summary>
    /// The workflow file of the job with its ref, as <c>owner/name/.github/workflows/file.yml@refs/heads/main</c>.
    /// </summary>
    public string? WorkflowRef { get; init; }

    /// <summary>
    /// The run's own workflow file with its ref; a called workflow differs from <see cref="WorkflowRef"/>.
    /// </summary>
    public string? RunWorkflow { get; init; }

    /// <summary>The GitHub environment of the job; null for a job without one.</summary>
    public string? Environment { get; init; }

    /// <summary>The base branch of the pull request; null in other runs.</summary>
    public string? BaseBranch { get; init; }

    /// <summary>The commit of the job's workflow file.</summary>
    public CommitSha? WorkflowCommit { get; init; }
}
