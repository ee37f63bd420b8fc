using System.Diagnostics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The result of a requirement, an environment or a whole pull request, worst last. The worst of several wins.
/// </summary>
public enum Decision
{
    /// <summary>Nothing is required.</summary>
    NotApplicable,
    Approved,

    /// <summary>Not approved, but overridden by an authorized person.</summary>
    Overridden,

    /// <summary>Someone has to act, or something has to arrive first.</summary>
    Pending,

    /// <summary>A person or a rule blocks it.</summary>
    Blocked,

    /// <summary>It could not be determined.</summary>
    Error,
}

/// <summary>The wording of decisions in checks and messages.</summary>
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
        Decision.NotApplicable => "not required",
        Decision.Approved => "approved",
        Decision.Overridden => "overridden",
        Decision.Pending => "pending",
        Decision.Blocked => "blocked",
        Decision.Error => "error",
        _ => throw new UnreachableException(),
    };

    /// <summary>The worst decision; not required when there is none.</summary>
    public static Decision Worst(this IEnumerable<Decision> decisions) =>
        decisions.DefaultIfEmpty(Decision.NotApplicable).Max();
}
