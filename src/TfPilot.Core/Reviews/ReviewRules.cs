using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>From facts to what is to be said about them.</summary>
public static class ReviewRules
{
    public static ProjectReview Judge(ProjectFacts facts, RiskSettings settings) => new(
        facts.Name,
        facts.Environment,
        facts.Plan,
        PlanFingerprint.Of(facts.Plan, facts.Environment, facts.Trees),
        RiskRules.Assess(facts.Plan, settings));
}
