using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>The state of a pull request.</summary>
public enum PullState
{
    Open,
    Draft,

    /// <summary>Merged or closed; its last results remain.</summary>
    Closed,
}

/// <summary>All facts for a decision about a pull request, gathered at one moment.</summary>
/// <param name="Base">The current tip of the base branch.</param>
public sealed record PullFacts(
    int Number, PullState State, CommitSha Head, string BaseBranch, CommitSha Base, EffectiveSettings Settings,
    AffectedPaths Affected, IReadOnlyList<EvidenceDocument> Evidence)
{
    /// <summary>Whether any workflow is trusted; without one, no evidence counts.</summary>
    public bool TrustsSomebody { get; init; } = true;

    /// <summary>
    /// Plans of earlier pull requests; gathered only for a settings-only change whose head has no evidence that counts.
    /// </summary>
    public AcceptedPlans Accepted { get; init; } = AcceptedPlans.None;

    /// <summary>Null if approvals by people are not used; plans, risk and policy alone decide then.</summary>
    public PullPeople? People { get; init; }
}

/// <summary>The effective settings of an environment; changes to it must target <paramref name="Branch"/>.</summary>
public sealed record EffectiveEnvironment(string Name, string Branch, ApprovalSettings Approvals)
{
    /// <summary>The approvals that a merged change needs before it is applied; null requires none.</summary>
    public ApprovalSettings? ApplyApprovals { get; init; }

    /// <summary>
    /// Whether destroying everything that a project has must be confirmed by an approver after the merge.
    /// </summary>
    public bool ConfirmsDestroy { get; init; }
}

/// <summary>
/// The default branch's settings at a commit. With <paramref name="Problems"/> no check may pass. <paramref
/// name="IsMissing"/> means that the repository has no settings and the defaults apply.
/// </summary>
public sealed record EffectiveSettings(
    string Branch, CommitSha Commit, ReviewContext Context, IReadOnlyList<EffectiveEnvironment> Environments)
{
    public bool IsMissing { get; init; }

    public IReadOnlyList<Problem> Problems { get; init; } = [];

    public RoleSettings Roles { get; init; } = RoleSettings.Default;

    public OwnerSettings Owners { get; init; } = OwnerSettings.Default;

    /// <summary>Null: overrides are disabled.</summary>
    public OverrideSettings? Override { get; init; }

    public IReadOnlyList<BotSettings> Bots { get; init; } = [];

    /// <summary>The repository's own templates, file name to text.</summary>
    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>();

    /// <summary>The environment of that name, ignoring case; null when the settings do not define it.</summary>
    public EffectiveEnvironment? Find(string? name) =>
        Environments.FirstOrDefault(
            environment => string.Equals(environment.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The approvals that an environment requires. An unknown environment requires the strictest known approvals: those
    /// with the highest count, and all of them when several are equal.
    /// </summary>
    public IReadOnlyList<ApprovalSettings> ApprovalsOf(string? environment) =>
        Find(environment) is { } known ? [known.Approvals]
        : Environments.Count == 0 ? [ApprovalSettings.Default]
        : [.. Environments.Select(one => one.Approvals)
            .Where(one => one.RequiredCount == Environments.Max(other => other.Approvals.RequiredCount)).Distinct()];
}
