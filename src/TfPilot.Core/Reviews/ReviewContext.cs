using TfPilot.Core.Costs;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>The settings and date used to evaluate plans. <paramref name="Today"/> is in UTC.</summary>
public sealed record ReviewContext(DateOnly Today)
{
    public PolicySettings Policy { get; init; } = PolicySettings.None;

    public StatefulTypes Stateful { get; init; } = StatefulTypes.BuiltIn;

    public CostSettings Cost { get; init; } = CostSettings.Default;

    /// <summary>The risk multipliers of configured environments; others are weighted by name.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// The ignore comments on the default branch; comments that only the change contains have no effect.
    /// </summary>
    public AcceptedIgnores Ignores { get; init; } = AcceptedIgnores.None;

    /// <summary>The region of AWS providers that set none.</summary>
    public string? DefaultRegion { get; init; }

    /// <summary>
    /// Runs two independent computations over a large plan at the same time; null runs them one after the other.
    /// </summary>
    public Action<Action, Action>? RunBoth { get; init; }

    public RiskSettings RiskIn(string? environment) =>
        environment is not null && Weights.TryGetValue(environment, out var weight)
        ? new(environment, weight, Stateful)
        : RiskSettings.ByName(environment, Stateful);
}
