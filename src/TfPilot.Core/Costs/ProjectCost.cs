namespace TfPilot.Core.Costs;

/// <summary>
/// The monthly cost of one project before and after the change. When <see cref="Unknown"/> gives a reason, there is no
/// difference and no resource list: a project without an estimate is "not estimated", never 0.
/// </summary>
public sealed record ProjectCost
{
    public required string Label { get; init; }

    public string Name { get; init; } = "";

    public string Path { get; init; } = "";

    public string? ModulePath { get; init; }

    public required string Currency { get; init; }

    public string? Unknown { get; init; }

    public decimal? Before { get; init; }

    /// <summary>Also available when only the baseline is missing.</summary>
    public decimal? After { get; init; }

    public decimal? Delta => After - Before;

    /// <summary>The part of <see cref="Before"/> that is based on assumed usage.</summary>
    public decimal? UsageBefore { get; init; }

    public decimal? UsageAfter { get; init; }

    /// <summary>Sorted by address, including resources with unchanged cost.</summary>
    public IReadOnlyList<ResourceCost> Resources { get; init; } = [];

    public CostCounts Counts { get; init; } = CostCounts.None;

    public CostSummary? Summary => (Before, After) is ({ } before, { } after) ? new(Currency, before, after) : null;
}

/// <summary>The monthly cost of a resource on both sides; null where it does not exist.</summary>
public sealed record ResourceCost(string Address, string Type, PricedResource? Before, PricedResource? After)
{
    /// <summary>0 when the resource does not exist, null when its usage is unknown.</summary>
    public decimal? MonthlyBefore => Before is null ? 0 : Before.Monthly;

    public decimal? MonthlyAfter => After is null ? 0 : After.Monthly;

    public decimal? Delta => MonthlyAfter - MonthlyBefore;

    /// <summary>Whether the change of cost is unknown because it depends on usage without an assumption.</summary>
    public bool ChangesWithUsage =>
        (Before?.HasUnknownUsage == true || After?.HasUnknownUsage == true) && !SameBill(Before, After);

    public bool DependsOnUsage => Before?.DependsOnUsage == true || After?.DependsOnUsage == true;

    /// <summary>Each resource of either side once, sorted by address.</summary>
    public static IReadOnlyList<ResourceCost> Pair(CostBreakdown before, CostBreakdown after)
    {
        var (old, now) = (Merged(before), Merged(after));
        return
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
                .Select(address => (Address: address, Before: old.GetValueOrDefault(address),
                    After: now.GetValueOrDefault(address)))
                .Select(
                    pair => new ResourceCost(pair.Address, (pair.After ?? pair.Before)!.Type, pair.Before, pair.After)),
        ];
    }

    private static bool SameBill(PricedResource? before, PricedResource? after) =>
        before is not null && after is not null && before.Components.SequenceEqual(after.Components);

    private static Dictionary<string, PricedResource> Merged(CostBreakdown side) => side.Resources
        .GroupBy(resource => resource.Address)
        .ToDictionary(group => group.Key, group => group.Aggregate((a, b) => a with
        {
            Monthly = a.Monthly is null && b.Monthly is null ? null : (a.Monthly ?? 0) + (b.Monthly ?? 0),
            MonthlyUsage = a.MonthlyUsage + b.MonthlyUsage,
            Components = [.. a.Components, .. b.Components],
        }));
}
