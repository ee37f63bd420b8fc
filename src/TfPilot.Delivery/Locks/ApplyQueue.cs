using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Locks;

/// <summary>An apply that waits for another one; its job asks again every minute.</summary>
/// <param name="Wanted">The lock that it waits for; its time is when it began to wait.</param>
/// <param name="IsUrgent">Whether it goes before all that are not (<c>locks.queue: priority</c>).</param>
public sealed record WaitingApply(ApplyLock Wanted, bool IsUrgent);

/// <summary>What the gate found when it tried to take a lock.</summary>
/// <param name="Blocker">The apply that holds it; null when none does.</param>
/// <param name="Ahead">The waiting apply that goes first; null when none does.</param>
public sealed record LockAttempt(ApplyLock? Blocker, WaitingApply? Ahead)
{
    public bool IsTaken => this is { Blocker: null, Ahead: null };
}

/// <summary>Decides which of the waiting applies goes first.</summary>
public static class ApplyQueueRules
{
    /// <summary>A job that has not asked for this long no longer waits; jobs ask once a minute.</summary>
    public static readonly TimeSpan AskTimeout = TimeSpan.FromMinutes(3);

    public static LockAttempt Decide(
        IReadOnlyList<ApplyLock> held, IEnumerable<WaitingApply> waiting, WaitingApply wanted) =>
        ApplyLockRules.Blocker(held, wanted.Wanted) is { } blocker ? new(blocker, null)
        : new(null, waiting.Where(other => GoesFirst(other, wanted)
                && ApplyLockRules.Blocker(held, other.Wanted) is null)
            .OrderByDescending(other => other.IsUrgent).ThenBy(other => other.Wanted.Since)
            .ThenBy(other => other.Wanted.Run.Run).FirstOrDefault());

    /// <summary>
    /// Urgent ones go before all others of the environment. Among equal ones the earlier goes first, if both reach the
    /// same resources; otherwise they do not wait for each other.
    /// </summary>
    private static bool GoesFirst(WaitingApply other, WaitingApply wanted)
    {
        var (theirs, own) = (other.Wanted, wanted.Wanted);
        if (!EnvironmentNames.IsSame(theirs.Environment, own.Environment)
            || (theirs.Project == own.Project && theirs.Run.Run == own.Run.Run)) return false;
        if (other.IsUrgent != wanted.IsUrgent) return other.IsUrgent;
        return theirs.Claim.Meets(own.Claim)
            && (theirs.Since, theirs.Run.Run).CompareTo((own.Since, own.Run.Run)) < 0;
    }
}
