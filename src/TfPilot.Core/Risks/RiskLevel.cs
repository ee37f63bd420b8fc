namespace TfPilot.Core.Risks;

/// <summary>
/// The risk scale shown to the reader, worst last; it determines the headline's word and color. It is the worst of the
/// class, the hazards and the score, so that nothing with a high score or a severe factor is called safe.
/// </summary>
public enum RiskLevel
{
    None,
    Safe,
    Medium,
    High,
    Destructive,
    Unknown,
}

/// <summary>Derives the level from class, hazards and score.</summary>
internal static class RiskLevels
{
    public const int MediumScore = 40;
    public const int HighScore = 70;

    public static RiskLevel Of(Risk risk) => new[] { OfClass(risk.Class), OfScore(risk.Score) }
        .Concat(risk.Hazards.Select(hazard => hazard.Rule.Level))
        .Max();

    public static RiskLevel OfClass(RiskClass risk) => risk switch
    {
        RiskClass.None => RiskLevel.None,
        RiskClass.Safe => RiskLevel.Safe,
        RiskClass.Medium => RiskLevel.Medium,
        RiskClass.Destructive => RiskLevel.Destructive,
        RiskClass.Unknown => RiskLevel.Unknown,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static RiskLevel OfScore(int score) => score switch
    {
        >= HighScore => RiskLevel.High,
        >= MediumScore => RiskLevel.Medium,
        _ => RiskLevel.None,
    };
}
