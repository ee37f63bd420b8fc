using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// Assesses the risk of a plan: the class, the named factors, the reach of each change, and probable renames.
/// </summary>
public static class RiskRules
{
    /// <param name="others">Factors found by policies and costs.</param>
    public static Risk Assess(Plan plan, RiskSettings settings, IReadOnlyList<RiskFactor>? others = null) =>
        new RiskAssessment(plan, settings).With(others ?? []);
}

/// <summary>The part of an assessment that needs the plan alone, computed once when it is made.</summary>
internal sealed class RiskAssessment
{
    private readonly Plan plan;
    private readonly RiskFacts facts;
    private readonly IReadOnlyList<RiskFactor> own;

    public RiskAssessment(Plan plan, RiskSettings settings)
    {
        this.plan = plan;
        facts = new(plan, settings);
        own = RiskFactors.OfPlan(facts);
    }

    /// <param name="others">Factors found by policies and costs.</param>
    public Risk With(IReadOnlyList<RiskFactor> others)
    {
        var factors = RiskFactors.Join(own, others, facts.Settings);
        return new Risk(RiskClasses.Of(plan, facts.Settings.Stateful), Risk.ScoreOf(factors), factors)
        {
            Blasts = facts.Blasts,
            Moves = [.. facts.RenameCandidates.SelectMany(candidate => candidate.Proposal)],
        };
    }
}
