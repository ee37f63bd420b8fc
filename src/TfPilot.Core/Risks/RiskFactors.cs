namespace TfPilot.Core.Risks;

/// <summary>All named factors.</summary>
public static class RiskFactors
{
    private static readonly (RiskFactorRule Rule, Func<RiskFacts, IEnumerable<RiskFactor>> Find)[] Table =
    [
        (DataLoss.Rule, DataLoss.In),
        (ProbableRename.Rule, ProbableRename.In),
        (ForcedReplace.Rule, ForcedReplace.In),
        (Downtime.Rule, Downtime.In),
        (Identity.Rule, Identity.In),
        (Exposure.Rule, Exposure.In),
        (Foundation.Rule, Foundation.In),
        (Blast.Rule, Blast.In),
        (Size.Rule, Size.In),
        (DriftMixed.Rule, DriftMixed.In),
        (HiddenChanges.Rule, HiddenChanges.In),
    ];

    public static IReadOnlyList<RiskFactorRule> All { get; } = [.. Table.Select(row => row.Rule), CostGuard.Rule,
        Weight.Rule];

    /// <summary>The former id of a factor; null if it never changed.</summary>
    public static string? FormerIdOf(string id) => All.FirstOrDefault(rule => rule.Id == id)?.FormerId;

    /// <summary>The factors that the plan alone yields, in no particular order.</summary>
    internal static IReadOnlyList<RiskFactor> OfPlan(RiskFacts facts) =>
        [.. Table.SelectMany(row => row.Find(facts))];

    /// <summary>
    /// All factors: most points first, then by id and address. The environment's weight is last, because it multiplies
    /// the others.
    /// </summary>
    /// <param name="others">Factors found elsewhere; ignored where the plan alone yields the same factor at the same
    /// address.</param>
    internal static IReadOnlyList<RiskFactor> Join(
        IReadOnlyList<RiskFactor> own, IReadOnlyList<RiskFactor> others, RiskSettings settings)
    {
        var known = others.Count == 0 ? [] : own.Select(KeyOf).ToHashSet();
        var found = own.Concat(others.Where(factor => factor.Address is null || !known.Contains(KeyOf(factor))))
            .OrderByDescending(factor => factor.Points)
            .ThenBy(factor => factor.Id, StringComparer.Ordinal)
            .ThenBy(factor => factor.Address?.Text, StringComparer.Ordinal)
            .ThenBy(factor => factor.Evidence, StringComparer.Ordinal)
            .ToList();
        return [.. found, .. Weight.Of(found, settings)];
    }

    private static (string Id, string? Address) KeyOf(RiskFactor factor) => (factor.Id, factor.Address?.Text);
}
