namespace TfPilot.Core.Risks;

/// <summary>
/// A factor that deserves a look from <paramref name="Points"/> on, whatever the class of the plan. <paramref name="Level"/> is the least that the
/// reader is shown then, <paramref name="Title"/> heads the block that lists it, <paramref name="Words"/> end the headline.
/// </summary>
public sealed record HazardRule(string Factor, int Points, RiskLevel Level, string Title, string Words)
{
    /// <summary>The points of all factors of the plan count together; otherwise each factor counts on its own.</summary>
    public bool IsSummed { get; init; }
}

/// <summary>What was found of one kind, most points first.</summary>
public sealed record Hazard(HazardRule Rule, IReadOnlyList<RiskFactor> Factors);

/// <summary>The kinds of factor that the headline, the verdict and an unfolded block follow.</summary>
public static class Hazards
{
    public static IReadOnlyList<HazardRule> All { get; } =
    [
        new("exposure", ExposureRule.OpenPoints, RiskLevel.High, "Opened to the world", "opened to the world"),
        new("identity", Identity.WildcardPoints, RiskLevel.High, "Wildcard rights granted", "wildcard rights"),
        new("data-loss", DataLoss.MinPoints, RiskLevel.High, "Data is lost", "data is lost"),
        new(HiddenChanges.Rule.Id, HiddenChanges.PostponedPoints, RiskLevel.Medium, "Hidden changes", "hidden changes") { IsSummed = true },
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
