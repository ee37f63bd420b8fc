using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>
/// The risk factors caused by findings: <c>cost</c> for a violated guardrail, <c>data-loss</c> for a lost protected
/// resource, or the factor that a rule sets. Waived findings add none.
/// </summary>
internal static class PolicyFactors
{
    private const int Named = 10;

    public static IReadOnlyList<RiskFactor> Of(IReadOnlyList<Finding> findings, PolicyContext context)
    {
        var factors = context.Settings.Rules.ToDictionary(
            rule => rule.Id, rule => rule.For(context.Environment).Factor);
        return
        [
            .. findings
                .Where(finding => finding is { Verdict: FindingVerdict.Fail, Counts: true })
                .Select(finding => (Id: factors.GetValueOrDefault(finding.Rule) ?? Usual(finding.Kind), finding))
                .Where(named => named.Id is not null)
                .Select(named => new RiskFactor(named.Id!, Points(named.Id!), named.finding.Address,
                    $"{named.finding.Rule}: {named.finding.Actual}, wanted {named.finding.Expected}")),
        ];
    }

    private static string? Usual(string kind) => kind switch
    {
        "cost" => CostGuard.Rule.Id,
        "protect" => DataLoss.Rule.Id,
        _ => null,
    };

    private static int Points(string id) =>
        id == DataLoss.Rule.Id ? DataLoss.Points : id == CostGuard.Rule.Id ? CostGuard.Points : Named;
}
