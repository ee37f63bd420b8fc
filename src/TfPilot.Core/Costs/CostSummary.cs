namespace TfPilot.Core.Costs;

/// <summary>
/// Monthly cost in one currency of the projects that have an estimate; without any there is no <see cref="CostSummary"/> at all, never zeros.
/// </summary>
public sealed record CostSummary(string Currency, decimal MonthlyBefore, decimal MonthlyAfter)
{
    public decimal MonthlyDelta => MonthlyAfter - MonthlyBefore;

    /// <summary>The projects that the amounts leave out, with why.</summary>
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

/// <summary>A project whose cost is not known. <paramref name="Reason"/> may quote Infracost: escape it where it is shown.</summary>
public sealed record NotEstimated(string Project, string Reason);
