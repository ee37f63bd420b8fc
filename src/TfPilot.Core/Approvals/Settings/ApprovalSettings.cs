using TfPilot.Core.Policies;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Approvals;

/// <summary>What invalidates an approval.</summary>
public enum InvalidateOn
{
    /// <summary>Any new push.</summary>
    Push,

    /// <summary>A change of the plan's fingerprint.</summary>
    Plan,
    Never,
}

/// <summary>Whose request for changes blocks the merge.</summary>
public enum ChangesRequested
{
    /// <summary>Anyone with write permission.</summary>
    Write,

    /// <summary>Only eligible approvers.</summary>
    Eligible,

    /// <summary>Anyone who can review.</summary>
    Any,
}

/// <summary>
/// The approvals that an environment requires. Without teams and users, holders of the approver role may approve.
/// </summary>
public sealed record ApprovalSettings
{
    /// <summary>The default for an environment without approval settings: one person with write permission.</summary>
    public static readonly ApprovalSettings Default = new();

    /// <summary><c>approvals: none</c> in the settings.</summary>
    public static readonly ApprovalSettings None = new() { RequiredCount = 0 };

    /// <summary>The number of different approvers; 0 only in <see cref="None"/>.</summary>
    public int RequiredCount { get; init; } = 1;

    public IReadOnlyList<TeamName> Teams { get; init; } = [];

    /// <summary>Logins that may approve in addition to the teams' members.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Whether members of child teams count.</summary>
    public bool IncludeChildTeams { get; init; } = true;

    /// <summary>Whether each person's approval counts toward at most one requirement.</summary>
    public bool Distinct { get; init; } = true;

    public bool AllowAuthor { get; init; }

    /// <summary>Whether commit authors, committers and pushers may approve.</summary>
    public bool AllowContributors { get; init; }

    public InvalidateOn InvalidateOn { get; init; } = InvalidateOn.Push;

    /// <summary>Null means no limit.</summary>
    public TimeSpan? MaxAge { get; init; }

    public ChangesRequested ChangesRequested { get; init; } = ChangesRequested.Write;

    /// <summary>
    /// Additional requirements; each applies when its <see cref="AdditionalApproval.When"/> condition holds.
    /// </summary>
    public IReadOnlyList<AdditionalApproval> Additional { get; init; } = [];
}

/// <summary>An additional requirement with its own approvers.</summary>
public sealed record AdditionalApproval(
    string Name, ApprovalCondition When, int RequiredCount, IReadOnlyList<TeamName> Teams)
{
    /// <summary>Logins that may approve in addition to the teams' members.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];
}

/// <summary>
/// All given conditions must hold: the risk class is at least <paramref name="Risk"/>, one of <paramref
/// name="Factors"/> was found, and the monthly cost increase matches <paramref name="CostIncrease"/>.
/// </summary>
public sealed record ApprovalCondition(RiskClass? Risk, IReadOnlyList<string> Factors, ValueMatcher? CostIncrease)
{
    /// <summary>Whether a plan must destroy everything that a project has.</summary>
    public bool LeavesNothing { get; init; }
}
