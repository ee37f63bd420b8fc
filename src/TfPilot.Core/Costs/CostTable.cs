using TfPilot.Core.Plans;

namespace TfPilot.Core.Costs;

/// <summary>
/// One line of the cost table, as unescaped text. A side without the resource is "–", an unknown one "depends on
/// usage".
/// </summary>
public sealed record CostRow(string Resource, string Change, string Before, string After, string Cause);

/// <summary>
/// The resources whose cost changes or may change: those the plan changes and whose cost depends on usage without an
/// estimate.
/// </summary>
public static class CostTable
{
    public const string DependsOnUsage = "depends on usage";

    public static IReadOnlyList<CostRow> Rows(CostReview review) =>
        [.. Visible(review).Select(line => Row(line, review.Project.Currency))];

    public static IEnumerable<CostLine> Visible(CostReview review) => review.Lines.Where(IsVisible);

    private static bool IsVisible(CostLine line) => line.Cost.Delta switch
    {
        null or 0 when line.Cost.Delta is null || line.Cost.ChangesWithUsage =>
            line.Change is not null and not { Action: PlanAction.NoOp or PlanAction.Read },
        var delta => delta != 0,
    };

    private static CostRow Row(CostLine line, string currency) => new(
        line.Address,
        line.Change?.Word ?? "not in the plan",
        Side(line.Cost.Before, currency),
        Side(line.Cost.After, currency),
        CostCauses.Of(line.Cost));

    private static string Side(PricedResource? side, string currency) => side switch
    {
        null => "–",
        { Monthly: { } monthly } when new Money(monthly, currency) is var money
            && (money.Rounded != 0 || !side.HasUnknownUsage) => money.ToString(),
        _ => DependsOnUsage,
    };
}
