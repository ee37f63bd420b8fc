namespace TfPilot.Core.Costs;

/// <summary>
/// The monthly cost, in one currency, of the projects with an estimate. Without any estimate the <see
/// cref="CostSummary"/> is null, never zero.
/// </summary>
public sealed record CostSummary(string Currency, decimal MonthlyBefore, decimal MonthlyAfter)
{
    public decimal MonthlyDelta => MonthlyAfter - MonthlyBefore;

    /// <summary>The projects not included in the amounts, with the reason.</summary>
    public IReadOnlyList<NotEstimated> Without { get; init; } = [];

    public static CostSummary? Sum(IEnumerable<CostSummary?> costs)
    {
        var known = costs.OfType<CostSummary>().ToList();
        if (known.Select(cost => cost.Currency).Distinct().Count() != 1) return null;
        return new(known[0].Currency, known.Sum(cost => cost.MonthlyBefore), known.Sum(cost => cost.MonthlyAfter))
        {
            Without = [.. known.SelectMany(cost => cost.Without)],
        };
    }
}

/// <summary>
/// A project whose cost is unknown. <paramref name="Reason"/> may quote Infracost: escape it before display.
/// </summary>
public sealed record NotEstimated(string Project, string Reason);
