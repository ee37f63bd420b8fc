using TfPilot.Core.Policies;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Approvals;

/// <summary>When an approval given earlier stops counting.</summary>
public enum InvalidateOn
{
    /// <summary>With every push.</summary>
    Push,

    /// <summary>When the plan's fingerprint changes.</summary>
    Plan,
    Never,
}

/// <summary>Whose request for changes blocks.</summary>
public enum ChangesRequested
{
    /// <summary>Anybody's with write permission.</summary>
    Write,

    /// <summary>Only of those who could approve.</summary>
    Eligible,
    Any,
}

/// <summary>Who must agree to a change of an environment. Without teams and users it is whoever has the role of approver.</summary>
public sealed record ApprovalSettings
{
    /// <summary>What an environment has that says nothing: one person with write permission.</summary>
    public static readonly ApprovalSettings Default = new();

    /// <summary>Written out as <c>approvals: none</c>.</summary>
    public static readonly ApprovalSettings None = new() { Count = 0 };

    /// <summary>Different people; 0 only in <see cref="None"/>.</summary>
    public int Count { get; init; } = 1;

    public IReadOnlyList<TeamName> Teams { get; init; } = [];

    /// <summary>Logins that count beside the teams' members.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Whether members of child teams count.</summary>
    public bool Nested { get; init; } = true;

    /// <summary>Whether nobody satisfies two requirements at once.</summary>
    public bool Distinct { get; init; } = true;

    public bool AllowAuthor { get; init; }

    /// <summary>Commit authors, committers and pushers.</summary>
    public bool AllowContributors { get; init; }

    public InvalidateOn InvalidateOn { get; init; } = InvalidateOn.Push;

    /// <summary>Null is no limit.</summary>
    public TimeSpan? MaxAge { get; init; }

    public ChangesRequested ChangesRequested { get; init; } = ChangesRequested.Write;

    /// <summary>Further requirements: each whose <see cref="FurtherApproval.When"/> holds must be met too.</summary>
    public IReadOnlyList<FurtherApproval> Also { get; init; } = [];
}

/// <summary>A requirement beside the first, with its own people.</summary>
public sealed record FurtherApproval(string Name, ApprovalCondition When, int Count, IReadOnlyList<TeamName> Teams)
{
    /// <summary>Logins that count beside the teams' members.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];
}

/// <summary>
/// All that is named must hold: the class is at least <paramref name="Risk"/>, one of <paramref name="Factors"/> was found, the costs per month rise
/// by what <paramref name="CostIncrease"/> matches.
/// </summary>
public sealed record ApprovalCondition(RiskClass? Risk, IReadOnlyList<string> Factors, ValueMatcher? CostIncrease);
