using System.Diagnostics;

namespace TfPilot.Core.Approvals;

/// <summary>Where a requirement, an environment or a whole pull request stands, worst last: of several the worst wins.</summary>
public enum Decision
{
    /// <summary>Nothing is asked.</summary>
    NotApplicable,
    Approved,

    /// <summary>Not approved, and let through by somebody who may.</summary>
    Overridden,

    /// <summary>Somebody has to act, or something has to arrive first.</summary>
    Pending,

    /// <summary>Somebody or something objects.</summary>
    Blocked,

    /// <summary>It cannot be told.</summary>
    Error,
}

/// <summary>A decision in the words of checks and of people.</summary>
public static class Decisions
{
    public static CheckOutcome Outcome(this Decision decision) => decision switch
    {
        Decision.NotApplicable or Decision.Approved or Decision.Overridden => CheckOutcome.Success,
        Decision.Pending => CheckOutcome.ActionRequired,
        Decision.Blocked or Decision.Error => CheckOutcome.Failure,
        _ => throw new UnreachableException(),
    };

    public static string Word(this Decision decision) => decision switch
    {
        Decision.NotApplicable => "not asked",
        Decision.Approved => "approved",
        Decision.Overridden => "overridden",
        Decision.Pending => "pending",
        Decision.Blocked => "blocked",
        Decision.Error => "error",
        _ => throw new UnreachableException(),
    };

    /// <summary>The worst; nothing at all is not asked.</summary>
    public static Decision Worst(this IEnumerable<Decision> decisions) => decisions.DefaultIfEmpty(Decision.NotApplicable).Max();
}
