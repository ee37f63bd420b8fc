using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// Assesses the risk of a plan: the class, the named factors, the reach of each change, and probable renames.
/// </summary>
public static class RiskRules
{
    /// <param name="others">Factors found by policies and costs.</param>
    public static Risk Assess(Plan plan, RiskSettings settings, IReadOnlyList<RiskFactor>? others = null)
    {
        var facts = new RiskFacts(plan, settings);
        var factors = RiskFactors.Of(facts, others ?? []);
        return new Risk(RiskClasses.Of(plan, settings.Stateful), Risk.ScoreOf(factors), factors)
        {
            Blasts = facts.Blasts,
            Moves = [.. facts.RenameCandidates.SelectMany(twins => twins.Proposal)],
        };
    }
}
