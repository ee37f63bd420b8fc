using System.Diagnostics;
using TfPilot.Core.Reviews;

namespace TfPilot.Delivery.Timelines;

/// <summary>The kind of an event of a pull request.</summary>
public enum TimelineKind
{
    Opened,

    /// <summary>Another commit became the head.</summary>
    Push,

    /// <summary>A run reported plans.</summary>
    Plan,

    /// <summary>A policy rule began or ceased to fail, or to be waived.</summary>
    Policy,

    /// <summary>The result of the required check changed.</summary>
    Decision,

    /// <summary>An approval counts.</summary>
    Approval,

    /// <summary>An approval no longer counts.</summary>
    ApprovalLost,
    Override,
    PolicyApproval,
    Lock,
    Unlock,

    /// <summary>A person asked for something they are not authorized for.</summary>
    Refusal,

    /// <summary>A person asked for a workflow run to be started, canceled or repeated.</summary>
    Request,

    /// <summary>A pull request that a person asked for was opened, or why it was not.</summary>
    Proposal,

    /// <summary>A person confirmed that a project is destroyed.</summary>
    Confirmation,

    /// <summary>A state was left behind that still holds resources.</summary>
    Orphan,
    MergeGroup,
    Merge,

    /// <summary>What was approved for one project and environment at the merge.</summary>
    Change,

    /// <summary>The pull request was closed without a merge.</summary>
    Closed,
    Gate,

    /// <summary>A person approved the apply to an environment.</summary>
    ApplyApproval,
    Apply,

    /// <summary>The checks after an apply.</summary>
    Verification,
}

/// <summary>One event of a pull request, in one sentence.</summary>
/// <param name="At">When it happened; for entries of the audit history, when it was recorded.</param>
public sealed record TimelineEvent(DateTimeOffset At, TimelineKind Kind, string What)
{
    /// <summary>The reason, such as why an approval no longer counts; null when the event has none.</summary>
    public string? Why { get; init; }

    /// <summary>The login of the person who caused it; null when no person did.</summary>
    public string? By { get; init; }

    public string? Environment { get; init; }

    public string? Project { get; init; }

    public RunAttempt? Run { get; init; }

    /// <summary>The full id of the commit that it concerns.</summary>
    public string? Commit { get; init; }

    /// <summary>The exit code of an apply; null when it is unknown.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The duration of an apply in seconds; null when it is unknown.</summary>
    public double? Seconds { get; init; }

    /// <summary>The number of resources that an apply changed; null when it is unknown.</summary>
    public int? Resources { get; init; }

    /// <summary>The number of the audit entry; null for an event that only GitHub knows.</summary>
    public long? Entry { get; init; }

    /// <summary>How often it happened in a row; the details are those of the first time.</summary>
    public int Times { get; init; } = 1;

    /// <summary>When it happened last; null when it happened once.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it is the same event again, such as the answer to a gate that a job asks repeatedly.</summary>
    internal bool Repeats(TimelineEvent other) =>
        (Kind, What, Why, By, Run) == (other.Kind, other.What, other.Why, other.By, other.Run)
        && Commit == other.Commit;
}

/// <summary>The names of event kinds in JSON and in texts.</summary>
public static class TimelineKinds
{
    public static string Word(this TimelineKind kind) => kind switch
    {
        TimelineKind.Opened => "opened",
        TimelineKind.Push => "push",
        TimelineKind.Plan => "plan",
        TimelineKind.Policy => "policy",
        TimelineKind.Decision => "decision",
        TimelineKind.Approval => "approval",
        TimelineKind.ApprovalLost => "approval-lost",
        TimelineKind.Override => "override",
        TimelineKind.PolicyApproval => "policy-approval",
        TimelineKind.Lock => "lock",
        TimelineKind.Unlock => "unlock",
        TimelineKind.Refusal => "refusal",
        TimelineKind.Request => "request",
        TimelineKind.Proposal => "proposal",
        TimelineKind.Confirmation => "confirmation",
        TimelineKind.Orphan => "orphan",
        TimelineKind.MergeGroup => "merge-group",
        TimelineKind.Merge => "merge",
        TimelineKind.Change => "change",
        TimelineKind.Closed => "closed",
        TimelineKind.Gate => "gate",
        TimelineKind.ApplyApproval => "apply-approval",
        TimelineKind.Apply => "apply",
        TimelineKind.Verification => "verification",
        _ => throw new UnreachableException(),
    };
}
