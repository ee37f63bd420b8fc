namespace TfPilot.Core.Risks;

/// <summary>The more changes, the less thoroughly each is reviewed.</summary>
internal static class Size
{
    public static readonly RiskFactorRule Rule = new(
        "size",
        "Many resources are created, updated, replaced, deleted or forgotten at once.",
        "3·log2(resources), at most 15; once per plan, from two resources on");

    public static IEnumerable<RiskFactor> In(RiskFacts facts) => facts.Changes.Count < 2
        ? []
        : [new(Rule.Id, Points(facts.Changes.Count), null, $"{facts.Changes.Count} objects change")];

    private static int Points(int objects) =>
        (int)Math.Min(15, Math.Round(3 * Math.Log2(objects), MidpointRounding.AwayFromZero));
}
