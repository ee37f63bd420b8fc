using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Delivery.Locks;

/// <summary>The state of an apply that holds a claim.</summary>
public enum ApplyLockState
{
    /// <summary>It runs now; nothing else in the environment may apply meanwhile.</summary>
    Applying,

    /// <summary>It failed and may be applied partly; only changes that do not meet its claim may be applied.</summary>
    Failed,
}

/// <summary>A claim that one change holds on an environment, from the gate's answer until its record.</summary>
/// <param name="Commit">The commit that is applied.</param>
/// <param name="Pull">Null for an apply without a pull request.</param>
public sealed record ApplyLock(
    string Environment, Claim Claim, int? Pull, CommitSha Commit, RunAttempt Run, ApplyLockState State,
    DateTimeOffset Since)
{
    public string Project => Claim.Project;

    /// <summary>Whether its plan changes nothing; it then need not wait for the lock.</summary>
    public bool ChangesNothing { get; init; }
}

/// <summary>Decides whether an apply has to wait for another one.</summary>
public static class ApplyLockRules
{
    /// <summary>
    /// The first lock that the wanted one has to wait for; null when it may be taken. An attempt may take its own lock
    /// again, and a new attempt or a new change of the same project may take over a failed one: it is the fix.
    /// </summary>
    public static ApplyLock? Blocker(IEnumerable<ApplyLock> held, ApplyLock wanted) => held.FirstOrDefault(
        other => IsSameEnvironment(other, wanted) && !IsOwn(other, wanted) && other.State switch
        {
            ApplyLockState.Applying => true,
            ApplyLockState.Failed => other.Project != wanted.Project && other.Claim.Meets(wanted.Claim),
            _ => true,
        });

    private static bool IsOwn(ApplyLock held, ApplyLock wanted) =>
        held.Project == wanted.Project && held.Run.Run == wanted.Run.Run && held.Run.Attempt <= wanted.Run.Attempt;

    private static bool IsSameEnvironment(ApplyLock held, ApplyLock wanted) =>
        EnvironmentNames.IsSame(held.Environment, wanted.Environment);
}
