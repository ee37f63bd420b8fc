using TfPilot.Core.Costs;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>What plans are judged by, apart from themselves. <paramref name="Today"/> is the day in UTC.</summary>
public sealed record ReviewContext(DateOnly Today)
{
    public PolicySettings Policy { get; init; } = PolicySettings.None;

    public StatefulTypes Stateful { get; init; } = StatefulTypes.BuiltIn;

    public CostSettings Cost { get; init; } = CostSettings.Default;

    /// <summary>How the settings weigh the environments they name; others are weighed by their names.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    /// <summary>The comments of the default branch that take findings away; those of the change alone take nothing.</summary>
    public AcceptedIgnores Ignores { get; init; } = AcceptedIgnores.None;

    /// <summary>The region of AWS providers that name none.</summary>
    public string? DefaultRegion { get; init; }

    public RiskSettings RiskIn(string? environment) => environment is not null && Weights.TryGetValue(environment, out var weight)
        ? new(environment, weight, Stateful)
        : RiskSettings.ByName(environment, Stateful);
}
