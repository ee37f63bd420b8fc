namespace TfPilot.Core.Risks;

/// <summary>A manual change may be intentional, and apply may overwrite it.</summary>
internal static class DriftMixed
{
    public static readonly RiskFactorRule Rule = new(
        "drift-mixed", "A changed resource was also changed outside Terraform: apply may overwrite a manual fix.", "8");

    public static IEnumerable<RiskFactor> In(RiskFacts facts)
    {
        if (facts.Plan.Drift.Count == 0) return [];
        var drifted = facts.Plan.Drift.Select(change => change.Address).ToHashSet();
        return from change in facts.Changes
               where change.Deposed is null && drifted.Contains(change.Address)
               select new RiskFactor(Rule.Id, 8, change.Address, "also changed outside Terraform since the last apply");
    }
}
