using System.Globalization;

namespace TfPilot.Core.Risks;

/// <summary>Weights the same change higher in production than in a sandbox.</summary>
internal static class Weight
{
    public static readonly RiskFactorRule Rule = new(
        "env",
        "The environment multiplies the points of all other factors.",
        "the sum of the others times (weight − 1): ×1.5 in production, ×0.6 in test and development; 0 if the name " +
            "contains no known stage");

    public static IEnumerable<RiskFactor> Of(IReadOnlyList<RiskFactor> others, RiskSettings settings)
    {
        var sum = others.Sum(factor => factor.Points);
        if (sum == 0) return [];
        if (settings.IsWeightUnknown)
            return [new(
                Rule.Id, 0, null, $"{settings.Environment} weighs ×1, because its name contains no known stage")];
        if (settings.Weight == 1) return [];
        var points = (int)Math.Round(sum * (settings.Weight - 1), MidpointRounding.AwayFromZero);
        var weight = settings.Weight.ToString("0.##", CultureInfo.InvariantCulture);
        return [new(Rule.Id, points, null, $"{settings.Environment ?? "the environment"} weighs ×{weight}")];
    }
}
