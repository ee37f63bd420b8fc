using TfPilot.Core.Policies;

namespace TfPilot.Core.Costs;

/// <summary>The findings of the settings' cost rules.</summary>
internal static class CostFindings
{
    private const string NoEstimate = "not estimated: no Infracost file was given for this project";

    /// <param name="cost">Null when nobody estimated the project: no limit can be judged then, and none passes silently.</param>
    public static IReadOnlyList<Finding> Of(ProjectCost? cost, PolicyContext context) =>
    [
        .. context.Settings.Rules
            .Select((rule, order) => new RuleInForce(rule, context, order))
            .Where(rule => rule.Kind is RuleKind.Cost)
            .SelectMany(rule => Results((RuleKind.Cost)rule.Kind, cost).Select(result => Findings.Of(rule, address: null, Seen(result), context)))
            .OfType<Finding>(),
    ];

    private static IReadOnlyList<GuardrailResult> Results(RuleKind.Cost limits, ProjectCost? cost) =>
        Guardrails.Check(limits, cost ?? new ProjectCost { Label = "", Currency = limits.Currency ?? "", Unknown = NoEstimate });

    private static Observation Seen(GuardrailResult result) => new(Verdict(result.Verdict), result.Limit, () => result.Want) { GotWords = result.Got };

    private static FindingVerdict Verdict(GuardrailVerdict verdict) => verdict switch
    {
        GuardrailVerdict.Pass => FindingVerdict.Pass,
        GuardrailVerdict.Crossed => FindingVerdict.Fail,
        _ => FindingVerdict.Unknown,
    };
}
