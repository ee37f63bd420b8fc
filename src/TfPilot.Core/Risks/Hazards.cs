namespace TfPilot.Core.Risks;

/// <summary>
/// A factor that is highlighted from <paramref name="Points"/> on, whatever the plan's risk class. <paramref
/// name="Level"/> is then the minimum risk level, <paramref name="Title"/> the heading of its list, and <paramref
/// name="Words"/> are appended to the headline.
/// </summary>
public sealed record HazardRule(string Factor, int Points, RiskLevel Level, string Title, string Words)
{
    /// <summary>Whether the points of all such factors are summed; otherwise each factor counts separately.</summary>
    public bool IsSummed { get; init; }
}

/// <summary>The factors of one kind, most points first.</summary>
public sealed record Hazard(HazardRule Rule, IReadOnlyList<RiskFactor> Factors);

/// <summary>The factor kinds that affect the headline and verdict and are listed in a separate section.</summary>
public static class Hazards
{
    public static IReadOnlyList<HazardRule> All { get; } =
    [
        new("exposure", ExposureRule.OpenPoints, RiskLevel.High, "Opened to the world", "opened to the world"),
        new("identity", Identity.WildcardPoints, RiskLevel.High, "Wildcard grants", "wildcard grants"),
        new("data-loss", DataLoss.MinPoints, RiskLevel.High, "Data is lost", "data is lost"),
        new(HiddenChanges.Rule.Id, HiddenChanges.PostponedPoints, RiskLevel.Medium, "Hidden changes",
            "hidden changes") { IsSummed = true },
    ];

    public static IReadOnlyList<Hazard> Of(IReadOnlyList<RiskFactor> factors) =>
        [.. All.Select(rule => new Hazard(rule, In(factors, rule))).Where(hazard => hazard.Factors.Count > 0)];

    private static List<RiskFactor> In(IReadOnlyList<RiskFactor> factors, HazardRule rule)
    {
        var found = factors.Where(factor => factor.Id == rule.Factor).ToList();
        var sum = found.Sum(factor => factor.Points);
        return found.FindAll(factor => (rule.IsSummed ? sum : factor.Points) >= rule.Points);
    }
}
