using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>How dangerous a plan is: the headline class, the named factors, how far each change reaches, and what looks like a rename.</summary>
public static class RiskRules
{
    /// <param name="others">Factors that policies and costs found.</param>
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
