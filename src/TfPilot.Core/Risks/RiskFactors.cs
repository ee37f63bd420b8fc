namespace TfPilot.Core.Risks;

/// <summary>A factor as the documentation shows it: what it means, and its points in words.</summary>
public sealed record RiskFactorRule(string Id, string Meaning, string Points);

/// <summary>Every named factor there is.</summary>
public static class RiskFactors
{
    private static readonly (RiskFactorRule Rule, Func<RiskFacts, IEnumerable<RiskFactor>> Find)[] Table =
    [
        (DataLoss.Rule, DataLoss.In),
        (AccidentSmell.Rule, AccidentSmell.In),
        (ForcedReplace.Rule, ForcedReplace.In),
        (Downtime.Rule, Downtime.In),
        (Identity.Rule, Identity.In),
        (Exposure.Rule, Exposure.In),
        (Foundation.Rule, Foundation.In),
        (Blast.Rule, Blast.In),
        (Size.Rule, Size.In),
        (DriftMixed.Rule, DriftMixed.In),
        (Blind.Rule, Blind.In),
    ];

    public static IReadOnlyList<RiskFactorRule> All { get; } = [.. Table.Select(row => row.Rule), Weight.Rule];

    /// <summary>Most points first, then by id and address; the environment's weight, which multiplies the others, last.</summary>
    internal static IReadOnlyList<RiskFactor> Of(RiskFacts facts)
    {
        var found = Table.SelectMany(row => row.Find(facts))
            .OrderByDescending(factor => factor.Points)
            .ThenBy(factor => factor.Id, StringComparer.Ordinal)
            .ThenBy(factor => factor.Address?.Text, StringComparer.Ordinal)
            .ThenBy(factor => factor.Evidence, StringComparer.Ordinal)
            .ToList();
        return [.. found, .. Weight.Of(found, facts.Settings)];
    }
}
