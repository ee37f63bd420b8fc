using TfPilot.Core.Basics;
using TfPilot.GitHub.Actions;

namespace TfPilot.Action.Jobs;

/// <summary>
/// Events that run with the rights of the default branch while the change may be a stranger's: there a workspace with a
/// fork's code is refused, because code that ran in it may have prepared everything we would read.
/// </summary>
internal static class ForkGuard
{
    private static readonly string[] Privileged = ["pull_request_target", "issue_comment", "workflow_run"];

    public static bool IsPrivileged(ActionsEvent started) => Privileged.Contains(started.Name);

    /// <param name="checkouts">The commits checked out in the workspace; a null is one that could not be read.</param>
    /// <param name="ownCommit">The commit of the default branch that the event runs on.</param>
    /// <returns>Why to stop; null when it is safe to go on.</returns>
    public static Problem? Refuse(ActionsEvent started, IReadOnlyList<CommitSha?> checkouts, CommitSha? ownCommit) =>
        IsPrivileged(started)
        && started.HeadOrigin is HeadOrigin.Fork or HeadOrigin.Unknown
        && checkouts.Any(commit => commit is null || commit != ownCommit)
            ? new Problem("workspace",
                $"The workspace holds the code of a fork while {started.Name} runs with this repository's rights. " +
                    "Plan forks under pull_request, which has none, and publish in a job without a checkout.")
            : null;
}
