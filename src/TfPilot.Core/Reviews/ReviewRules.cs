using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>Derives reviews from facts.</summary>
public static class ReviewRules
{
    /// <summary>The number of changes from which a second thread saves more time than it takes to start.</summary>
    private const int LargePlan = 1_000;

    public static ProjectReview Judge(ProjectFacts facts, ReviewContext context)
    {
        var policy = PolicyOf(facts, context);
        var (findings, assessment) = Evaluate(facts, policy, context);
        var risk = assessment.With(PolicyFactors.Of(findings, policy));
        return new ProjectReview(
            facts.Name,
            facts.Environment,
            facts.Plan,
            PlanFingerprint.Of(facts.Plan, facts.Environment, facts.Trees),
            risk)
        {
            EntryFile = facts.EntryFile,
            Findings = facts.Plan.Secrets.IsEmpty ? findings
                : [.. findings.Select(finding => Masked(finding, facts.Plan.Secrets))],
            Unjudged = UnjudgedProvider.Of(facts.Plan, policy),
            Suggestions = Suggestions.Of(facts.Plan),
            Cost = facts.Cost?.Summary,
            CostDetails = facts.Cost is null ? null : CostReview.Of(facts.Cost, facts.Plan.Changes, risk),
            ShowCostFrom = context.Cost.ShowFrom,
            PlanText = facts.PlanText,
            Today = context.Today,
            MaxWaiver = context.Policy.MaxWaiver,
        };
    }

    /// <summary>The rules and the risk of the plan alone, which do not need each other.</summary>
    private static (IReadOnlyList<Finding> Findings, RiskAssessment Assessment) Evaluate(
        ProjectFacts facts, PolicyContext policy, ReviewContext context)
    {
        IReadOnlyList<Finding> found = [];
        RiskAssessment? assessment = null;
        var runBoth = facts.Plan.Changes.Count < LargePlan ? null : context.RunBoth;
        (runBoth ?? InSequence)(
            () => found = PolicyRules.Evaluate(facts.Plan, policy),
            () => assessment = new(facts.Plan, context.RiskIn(facts.Environment)));
        return (ScannerFindings.Join(
            [.. found, .. CostFindings.Of(facts.Cost, policy)], facts.Scanned, facts.Plan, policy), assessment!);
    }

    private static void InSequence(Action first, Action second)
    {
        first();
        second();
    }

    /// <summary>Explains a rule's result for an address of the project's plan, or for its estimate.</summary>
    public static Validated<PolicyExplanation> Explain(
        ProjectFacts facts, ReviewContext context, string rule, string address)
    {
        var policy = PolicyOf(facts, context);
        return CostFindings.Explain(facts.Cost, policy, rule)
            ?? PolicyExplanation.Of(facts.Plan, policy, rule, address);
    }

    /// <summary>The settings' texts of rules and waivers may repeat a secret of the plan.</summary>
    private static Finding Masked(Finding finding, Secrets secrets) => finding with
    {
        Actual = secrets.MaskWithin(finding.Actual),
        Expected = secrets.MaskWithin(finding.Expected),
        Why = finding.Why is null ? null : secrets.MaskWithin(finding.Why),
        Fix = finding.Fix is null ? null : secrets.MaskWithin(finding.Fix),
        Note = finding.Note is null ? null : secrets.MaskWithin(finding.Note),
    };

    private static PolicyContext PolicyOf(ProjectFacts facts, ReviewContext context) =>
        new(context.Policy, facts.Environment, context.Today)
        {
            Stateful = context.Stateful,
            DefaultRegion = context.DefaultRegion,
            Sources = facts.Sources.With(context.Ignores, FolderPath.Of(facts.EntryFile)),
        };
}
