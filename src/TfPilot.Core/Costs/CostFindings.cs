using TfPilot.Core.Policies;

namespace TfPilot.Core.Costs;

/// <summary>The findings of the cost rules in the settings.</summary>
internal static class CostFindings
{
    private const string NoEstimate = "there is no Infracost file for this project";

    /// <param name="cost">Null when the project has no estimate; limits then cannot be evaluated and do not pass
    /// silently.</param>
    public static IReadOnlyList<Finding> Of(ProjectCost? cost, PolicyContext context) =>
        [.. Rules(context)
            .SelectMany(rule => Observe(rule, cost).Select(seen => Findings.Of(rule, address: null, seen, context)))
            .OfType<Finding>()];

    /// <summary>Null when the rule is not a cost rule.</summary>
    public static PolicyExplanation? Explain(ProjectCost? cost, PolicyContext context, string ruleId) =>
        Rules(context).FirstOrDefault(rule => rule.Rule.Id == ruleId) is { } rule
        ? PolicyExplanation.Of(rule, context, Observe(rule, cost)) : null;

    private static IEnumerable<EffectiveRule> Rules(PolicyContext context) =>
        context.Settings.Rules.Select((rule, order) => new EffectiveRule(rule, context, order))
        .Where(rule => rule.Kind is RuleKind.Cost);

    private static IEnumerable<Observation> Observe(EffectiveRule rule, ProjectCost? cost) =>
        Results((RuleKind.Cost)rule.Kind, cost).Select(Observe);

    private static IReadOnlyList<GuardrailResult> Results(RuleKind.Cost limits, ProjectCost? cost) =>
        Guardrails.Check(
            limits, cost ?? new ProjectCost { Label = "", Currency = limits.Currency ?? "", Unknown = NoEstimate });

    private static Observation Observe(GuardrailResult result) =>
        new(Verdict(result.Verdict), result.Limit, () => result.Want) { GotWords = result.Got };

    private static FindingVerdict Verdict(GuardrailVerdict verdict) => verdict switch
    {
        GuardrailVerdict.Pass => FindingVerdict.Pass,
        GuardrailVerdict.Crossed => FindingVerdict.Fail,
        _ => FindingVerdict.Unknown,
    };
}
