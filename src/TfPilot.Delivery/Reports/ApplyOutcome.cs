using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Records;

namespace TfPilot.Delivery.Reports;

/// <summary>How the last apply of a project to an environment ended, as far as it is known.</summary>
/// <param name="Pull">Null for an apply without a pull request.</param>
/// <param name="Run">The attempt that reported the result; without a record the one that the gate allowed.</param>
/// <param name="Status">Null while it runs; unknown when its run has ended without a record.</param>
/// <param name="IsVerified">Whether the verification after the apply passed; null when nothing was verified.</param>
public sealed record ApplyOutcome(
    string Environment, string Project, int? Pull, CommitSha Commit, RunAttempt Run, ApplyStatus? Status,
    bool? IsVerified = null)
{
    /// <summary>Whether the change is in place and works as far as it was verified.</summary>
    public bool IsSuccess => Status is ApplyStatus.Applied or ApplyStatus.Nothing && IsVerified != false;

    public bool IsFailed => Status is not null && !IsSuccess;
}

/// <summary>The outcomes in words.</summary>
public static class OutcomeText
{
    /// <summary>Such as <c>partly applied</c>.</summary>
    public static string Word(ApplyOutcome outcome) => outcome switch
    {
        { Status: null } => "running",
        { Status: ApplyStatus.Applied or ApplyStatus.Nothing, IsVerified: false } => "verification failed",
        { Status: ApplyStatus.Applied, IsVerified: true } => "applied and verified",
        { Status: ApplyStatus.Applied } => "applied",
        { Status: ApplyStatus.Nothing } => "nothing to do",
        { Status: ApplyStatus.Partial } => "partly applied",
        { Status: ApplyStatus.Failed } => "failed",
        { Status: ApplyStatus.Cancelled } => "canceled",
        _ => "unknown",
    };

    public static string Meaning(ApplyOutcome outcome) => outcome switch
    {
        { Status: ApplyStatus.Applied or ApplyStatus.Nothing } =>
            "The change was applied, but the verification after the apply failed. The lock is released.",
        { Status: ApplyStatus.Partial } =>
            "The apply failed after it had changed something: the environment is partly applied. The lock is held " +
            "until the fix is applied.",
        { Status: ApplyStatus.Failed } =>
            "The apply failed before it had changed anything. The lock is held until the fix is applied.",
        { Status: ApplyStatus.Cancelled } =>
            "The apply was interrupted: the environment may be partly applied. The lock is held until the fix is " +
            "applied.",
        _ => "The run ended without a record, so it is not known what was applied: the environment may be partly " +
            "applied. The lock is held until the fix is applied.",
    };
}
