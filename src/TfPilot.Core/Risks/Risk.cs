using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>What the kinds of change alone call for, worst last. <see cref="Unknown"/> is an errored plan: it blocks as a destructive one does.</summary>
public enum RiskClass
{
    /// <summary>Nothing changes.</summary>
    None,

    /// <summary>Only creations, reads, moves, pure imports, output changes.</summary>
    Safe,

    /// <summary>Something that exists changes, leaves management, or more will follow than the plan shows.</summary>
    Medium,

    /// <summary>Something that exists is destroyed, or may be.</summary>
    Destructive,
    Unknown,
}

/// <summary>
/// A named reason with its points. <paramref name="Address"/> is where (a resource address; null when it is about the whole plan),
/// <paramref name="Evidence"/> what was seen there, in words that may be shown.
/// </summary>
public sealed record RiskFactor(string Id, int Points, ResourceAddress? Address, string Evidence);

/// <summary>
/// How far one changed object reaches: the blocks that depend on it, <paramref name="Dependants"/> null when unknown
/// (the object is only in the state); <paramref name="AtLeast"/> when references through locals hide further ones.
/// </summary>
public sealed record BlastRadius(ResourceAddress Address, IReadOnlyList<string>? Dependants, int Stateful, int Depth, bool AtLeast);

/// <summary>A resource that looks renamed rather than deleted, with the block that says so.</summary>
public sealed record MovedProposal(ResourceAddress From, ResourceAddress To)
{
    /// <summary>The HCL block to paste.</summary>
    public string Block => $$"""
        moved {
          from = {{From}}
          to   = {{To}}
        }
        """;
}

/// <summary>
/// How dangerous one plan is. The class and the named factors may decide; the score (0 to 100) only orders and explains:
/// it is round(100·(1 − e^(−sum of points / 60))), never above 100.
/// </summary>
public sealed record Risk(RiskClass Class, int Score, IReadOnlyList<RiskFactor> Factors)
{
    /// <summary>For every deleted, replaced, forgotten or updated object that has dependants or whose dependants are unknown, in plan order.</summary>
    public IReadOnlyList<BlastRadius> Blasts { get; init; } = [];

    public IReadOnlyList<MovedProposal> Moves { get; init; } = [];

    /// <summary>The factors that deserve a look on their own, by kind.</summary>
    public IReadOnlyList<Hazard> Hazards => Risks.Hazards.Of(Factors);

    /// <summary>What the reader is shown; <see cref="Class"/> stays a fact of its own.</summary>
    public RiskLevel Level => RiskLevels.Of(this);

    public static int ScoreOf(IEnumerable<RiskFactor> factors)
    {
        var sum = Math.Max(0, factors.Sum(factor => factor.Points));
        return (int)Math.Round(100 * (1 - Math.Exp(-sum / 60.0)), MidpointRounding.AwayFromZero);
    }
}

/// <summary>
/// What the rules need besides the plan. <paramref name="Environment"/> is the environment's name, null when none was given;
/// <paramref name="Weight"/> multiplies the points (1.5 for production, 0.6 for development).
/// </summary>
public sealed record RiskSettings(string? Environment, double Weight, StatefulTypes Stateful)
{
    /// <summary>The weight is 1 because neither the settings nor the name say what the environment is.</summary>
    public bool IsWeightUnknown { get; init; }

    public static RiskSettings For(string? environment) => ByName(environment, StatefulTypes.BuiltIn);

    public static RiskSettings ByName(string? environment, StatefulTypes stateful) => new(environment, EnvironmentStages.WeightOf(environment), stateful)
    {
        IsWeightUnknown = !string.IsNullOrEmpty(environment) && EnvironmentStages.Of(environment) is null,
    };
}
