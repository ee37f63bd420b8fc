using TfPilot.Core.Basics;
using TfPilot.GitHub.Actions;

namespace TfPilot.Action.Jobs;

/// <summary>
/// Refuses a workspace with a fork's code under events that run with the permissions of the default branch
/// (<c>pull_request_target</c>, <c>workflow_run</c>), because that code may have forged every file that would be read.
/// </summary>
internal static class ForkGuard
{
    private static readonly string[] Privileged = ["pull_request_target", "issue_comment", "workflow_run"];

    public static bool IsPrivileged(ActionsEvent started) => Privileged.Contains(started.Name);

    /// <param name="checkouts">The commits checked out in the workspace; null for an unknown one.</param>
    /// <param name="ownCommit">The commit of the default branch that the event runs on.</param>
    /// <returns>The reason to stop; null if it is safe to continue.</returns>
    public static Problem? Refuse(ActionsEvent started, IReadOnlyList<CommitSha?> checkouts, CommitSha? ownCommit) =>
        IsPrivileged(started)
        && started.HeadOrigin is HeadOrigin.Fork or HeadOrigin.Unknown
        && checkouts.Any(commit => commit is null || commit != ownCommit)
            ? new Problem("workspace",
                $"The workspace contains a fork's code, and {started.Name} runs with this repository's permissions. " +
                    "Plan forks under pull_request, and publish in a job without a checkout.")
            : null;
}
