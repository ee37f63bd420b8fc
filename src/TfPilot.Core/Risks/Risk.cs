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
