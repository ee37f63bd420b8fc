using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>Whether a pull request can be merged at all.</summary>
public enum PullState
{
    Open,
    Draft,

    /// <summary>Merged or not: what was said about it stays as it is.</summary>
    Closed,
}

/// <summary>Everything a decision about a pull request starts from, gathered at one moment.</summary>
/// <param name="Base">Where the base branch is now.</param>
public sealed record PullFacts(
    int Number, PullState State, CommitSha Head, string BaseBranch, CommitSha Base, EffectiveSettings Settings, AffectedPaths Touched, IReadOnlyList<EvidenceDocument> Evidence)
{
    /// <summary>Whether any workflow is trusted at all; where none is, no evidence will ever count.</summary>
    public bool TrustsSomebody { get; init; } = true;

    /// <summary>Of earlier pull requests; gathered only where settings alone changed and nothing reported of the head counts.</summary>
    public AcceptedPlans Accepted { get; init; } = AcceptedPlans.None;

    /// <summary>Null where people are not asked at all: then plans, risk and policy alone decide.</summary>
    public PullPeople? People { get; init; }
}

/// <summary>One environment as decisions see it; changes of it are decided on its <paramref name="Branch"/> alone.</summary>
public sealed record EffectiveEnvironment(string Name, string Branch, ApprovalSettings Approvals);

/// <summary>
/// What the default branch says at this commit. With <paramref name="Problems"/> nothing may pass. <paramref name="IsMissing"/> is a repository
/// without settings, which is judged by the defaults.
/// </summary>
public sealed record EffectiveSettings(string Branch, CommitSha Commit, ReviewContext Context, IReadOnlyList<EffectiveEnvironment> Environments)
{
    public bool IsMissing { get; init; }

    public IReadOnlyList<Problem> Problems { get; init; } = [];

    public RoleSettings Roles { get; init; } = RoleSettings.Default;

    public OwnerSettings Owners { get; init; } = OwnerSettings.Default;

    /// <summary>Null: no override exists.</summary>
    public OverrideSettings? Override { get; init; }

    /// <summary>Templates of its own, file name to text.</summary>
    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>();

    /// <summary>The environment of that name, whatever the case; null when the settings know none.</summary>
    public EffectiveEnvironment? Find(string? name) => Environments.FirstOrDefault(environment => string.Equals(environment.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Who must agree in an environment. What the settings do not know asks for what the strictest of them ask for: those that ask for most people,
    /// and of several all, for nothing tells which is stricter.
    /// </summary>
    public IReadOnlyList<ApprovalSettings> ApprovalsOf(string? environment) =>
        Find(environment) is { } known ? [known.Approvals]
        : Environments.Count == 0 ? [ApprovalSettings.Default]
        : [.. Environments.Select(one => one.Approvals).Where(one => one.Count == Environments.Max(other => other.Approvals.Count)).Distinct()];
}
