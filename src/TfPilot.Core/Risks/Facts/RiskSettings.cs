namespace TfPilot.Core.Risks;

/// <summary>
/// The inputs of the risk rules besides the plan. <paramref name="Environment"/> is the environment's name, null when
/// none was given; <paramref name="Weight"/> multiplies the points (1.5 for production, 0.6 for development).
/// </summary>
public sealed record RiskSettings(string? Environment, double Weight, StatefulTypes Stateful)
{
    /// <summary>
    /// Whether the weight is 1 only because neither the settings nor the environment's name determine it.
    /// </summary>
    public bool IsWeightUnknown { get; init; }

    public static RiskSettings For(string? environment) => ByName(environment, StatefulTypes.BuiltIn);

    public static RiskSettings ByName(string? environment, StatefulTypes stateful) =>
        new(environment, EnvironmentStages.WeightOf(environment), stateful)
        {
            IsWeightUnknown = !string.IsNullOrEmpty(environment) && EnvironmentStages.Of(environment) is null,
        };
}
