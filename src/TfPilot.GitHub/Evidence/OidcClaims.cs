using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Evidence;

/// <summary>What GitHub says about the job that asked for a token. Who reported, not whether it is true.</summary>
public sealed record OidcClaims(
    long RepositoryId, long OwnerId, RepositoryName Repository, string Event, CommitSha Commit, string Ref, long RunId,
    int RunAttempt)
{
    /// <summary>Null where GitHub does not say, as older Enterprise Servers.</summary>
    public string? RunnerEnvironment { get; init; }

    /// <summary>
    /// The file that defines the job and at which ref, as <c>owner/name/.github/workflows/file.yml@refs/heads/main</c>.
    /// </summary>
    public string? WorkflowRef { get; init; }

    /// <summary>The branch that a pull request asks to be merged into; null in other runs.</summary>
    public string? BaseBranch { get; init; }

    /// <summary>The commit that the job's file was taken from.</summary>
    public CommitSha? WorkflowCommit { get; init; }
}
