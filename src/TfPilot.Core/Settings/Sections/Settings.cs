using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Environments;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>The contents of <c>.tfpilot.yml</c>, with defaults.</summary>
public sealed record Settings
{
    public static readonly Settings Default = new();

    /// <summary>In file order; names are unique.</summary>
    public IReadOnlyList<EnvironmentSettings> Environments { get; init; } = [];

    /// <summary>Paths that affect every environment whose projects use them.</summary>
    public IReadOnlyList<PathGlob> Shared { get; init; } = [];

    public UnmappedHandling Unmapped { get; init; } = UnmappedHandling.Strictest;

    /// <summary>Paths that are never relevant to Terraform.</summary>
    public IReadOnlyList<PathGlob> Ignore { get; init; } = [];

    /// <summary>The projects that are applied after others.</summary>
    public IReadOnlyList<ProjectNeed> Needs { get; init; } = [];

    public RoleSettings Roles { get; init; } = RoleSettings.Default;

    public OwnerSettings Owners { get; init; } = OwnerSettings.Default;

    /// <summary>Null: overrides are disabled.</summary>
    public OverrideSettings? Override { get; init; }

    public IReadOnlyList<BotSettings> Bots { get; init; } = [];

    public LockSettings Locks { get; init; } = LockSettings.Default;

    public ApplySettings Apply { get; init; } = ApplySettings.Default;

    /// <summary>The requests that must succeed after an apply, in file order.</summary>
    public IReadOnlyList<ProbeSettings> Probes { get; init; } = [];

    /// <summary>Times in which nothing is applied, in file order.</summary>
    public IReadOnlyList<FreezeWindow> Freezes { get; init; } = [];

    public RegistrySettings Registry { get; init; } = RegistrySettings.Default;

    public PolicySettings Policy { get; init; } = PolicySettings.None;

    public StatefulTypes Stateful { get; init; } = StatefulTypes.BuiltIn;

    public CostSettings Cost { get; init; } = CostSettings.Default;

    public CommentSettings Comment { get; init; } = CommentSettings.Default;

    /// <summary>Notes for the reader that are not errors, such as waivers with an invalid date.</summary>
    public IReadOnlyList<Problem> Notes { get; init; } = [];

    public EnvironmentMap Map => new(Environments, Shared, Ignore);

    /// <summary>The context for judging plans on the given day (UTC).</summary>
    public ReviewContext ContextOn(DateOnly today) => new(today)
    {
        Policy = Policy,
        Stateful = Stateful,
        Cost = Cost,
        Weights = Environments.ToDictionary(
            environment => environment.Name, environment => environment.RiskMultiplier, StringComparer.Ordinal),
    };

    /// <summary>The part of these settings used for decisions, read from a commit of the default branch.</summary>
    public EffectiveSettings ToEffective(string branch, CommitSha commit, DateOnly today) => new(
        branch, commit, ContextOn(today),
        [.. Environments.Select(environment => new EffectiveEnvironment(
            environment.Name, environment.Branch ?? branch, environment.Approvals)
            {
                ApplyApprovals = environment.ApplyApprovals,
                ConfirmsDestroy = environment.ConfirmsDestroy,
            })])
    {
        Roles = Roles,
        Owners = Owners,
        Override = Override,
        Bots = Bots,
    };

    /// <summary>All environments that the project belongs to, in file order.</summary>
    public IReadOnlyList<EnvironmentSettings> EnvironmentsOf(string projectPath, string? workspace) =>
        [.. Environments.Where(environment => environment.Holds(projectPath, workspace))];
}
