namespace TfPilot.Core.Risks;

/// <summary>
/// The risk class from the kinds of change alone, worst last. <see cref="Unknown"/> is a failed plan; it blocks like a
/// destructive one.
/// </summary>
public enum RiskClass
{
    /// <summary>No changes.</summary>
    None,

    /// <summary>Only creations, reads, moves, pure imports and output changes.</summary>
    Safe,

    /// <summary>An existing resource changes or is no longer managed, or more changes will follow.</summary>
    Medium,

    /// <summary>An existing resource is, or may be, destroyed.</summary>
    Destructive,
    Unknown,
}

/// <summary>
/// The risk of one plan. Decisions use the class and the named factors; the score (0 to 100) only ranks and explains.
/// It is round(100·(1 − e^(−sum of points / 60))).
/// </summary>
public sealed record Risk(RiskClass Class, int Score, IReadOnlyList<RiskFactor> Factors)
{
    /// <summary>
    /// For every deleted, replaced, forgotten or updated resource with dependents, or with unknown dependents, in plan
    /// order.
    /// </summary>
    public IReadOnlyList<BlastRadius> Blasts { get; init; } = [];

    public IReadOnlyList<MovedProposal> Moves { get; init; } = [];

    /// <summary>The factors to highlight, by kind.</summary>
    public IReadOnlyList<Hazard> Hazards => Risks.Hazards.Of(Factors);

    /// <summary>The level shown to the reader; <see cref="Class"/> is independent of it.</summary>
    public RiskLevel Level => RiskLevels.Of(this);

    public static int ScoreOf(IEnumerable<RiskFactor> factors)
    {
        var sum = Math.Max(0, factors.Sum(factor => factor.Points));
        return (int)Math.Round(100 * (1 - Math.Exp(-sum / 60.0)), MidpointRounding.AwayFromZero);
    }
}
