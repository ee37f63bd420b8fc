using TfPilot.Core.Basics;

namespace TfPilot.Core.Costs;

/// <summary>One Infracost document: the monthly cost of projects, in one currency (ISO 4217).</summary>
public sealed record CostEstimate(string Currency, IReadOnlyList<CostProject> Projects)
{
    /// <summary>Combines several documents of the same side; null when there are none.</summary>
    public static Validated<CostEstimate?> Join(IReadOnlyList<CostEstimate> estimates) =>
        estimates.Select(estimate => estimate.Currency).Distinct().Order(StringComparer.Ordinal).ToList() switch
        {
            [] => (CostEstimate?)null,
            [var currency] => new CostEstimate(currency, [.. estimates.SelectMany(estimate => estimate.Projects)]),
            var currencies => CostCurrencies.Differ(currencies),
        };
}

/// <summary>One project as it appears in the document.</summary>
public sealed record CostProject
{
    public required string Name { get; init; }

    public string Path { get; init; } = "";

    /// <summary>Distinguishes projects of the same name; null when Infracost provides none.</summary>
    public string? ModulePath { get; init; }

    public string? Workspace { get; init; }

    /// <summary>Null when the document does not contain the earlier cost.</summary>
    public CostBreakdown? Before { get; init; }

    public CostBreakdown After { get; init; } = CostBreakdown.Nothing;

    /// <summary>Why Infracost could not estimate the project; with an error, its amounts are meaningless.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>There was no project at this path; on the base side this indicates a new project.</summary>
    public bool IsMissing { get; init; }

    public CostCounts Counts { get; init; } = CostCounts.None;

    /// <summary>The project's display name, with module path and workspace where needed to make it unique.</summary>
    public string Label => (ModulePath, Workspace) switch
    {
        (null, null) => Name,
        (null, _) => $"{Name} (workspace {Workspace})",
        (_, null) => $"{Name} ({ModulePath})",
        _ => $"{Name} ({ModulePath}, workspace {Workspace})",
    };
}

/// <summary>One side of a project. Like Infracost's own totals, the totals leave out unknown amounts.</summary>
public sealed record CostBreakdown(IReadOnlyList<PricedResource> Resources)
{
    public static readonly CostBreakdown Nothing = new([]);

    public decimal Monthly => Resources.Sum(resource => resource.Monthly ?? 0);

    /// <summary>The part of <see cref="Monthly"/> that is based on assumed usage.</summary>
    public decimal MonthlyUsage => Resources.Sum(resource => resource.MonthlyUsage);
}

/// <summary>
/// A resource on one side. <paramref name="Monthly"/> is null when its whole cost depends on usage without an estimate.
/// </summary>
public sealed record PricedResource(
    string Address, string Type, decimal? Monthly, decimal MonthlyUsage, IReadOnlyList<CostComponent> Components)
{
    public bool DependsOnUsage => Components.Any(component => component.UsageBased);

    /// <summary>Whether a part of the cost is unknown because it depends on usage without an assumption.</summary>
    public bool HasUnknownUsage => Components.Any(component => component is { UsageBased: true, Monthly: null });
}

/// <summary>
/// One line of a resource's bill; nested blocks precede the name (<c>root_block_device: Storage</c>). <paramref
/// name="Quantity"/> is per month; <paramref name="Monthly"/> is null when the usage is unknown.
/// </summary>
public sealed record CostComponent(string Name, string Unit, decimal? Quantity, decimal? Monthly, bool UsageBased);
