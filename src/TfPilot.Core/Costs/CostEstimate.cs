using TfPilot.Core.Basics;

namespace TfPilot.Core.Costs;

/// <summary>One Infracost document: what projects cost per month, in one currency (ISO 4217).</summary>
public sealed record CostEstimate(string Currency, IReadOnlyList<CostProject> Projects)
{
    /// <summary>Several documents of one side as one; null when there are none.</summary>
    public static Validated<CostEstimate?> Join(IReadOnlyList<CostEstimate> estimates) =>
        estimates.Select(estimate => estimate.Currency).Distinct().Order(StringComparer.Ordinal).ToList() switch
        {
            [] => (CostEstimate?)null,
            [var currency] => new CostEstimate(currency, [.. estimates.SelectMany(estimate => estimate.Projects)]),
            var currencies => CostCurrencies.Differ(currencies),
        };
}

/// <summary>One project of a document, as the document has it.</summary>
public sealed record CostProject
{
    public required string Name { get; init; }

    public string Path { get; init; } = "";

    /// <summary>Tells projects of one name apart; null where Infracost gives none.</summary>
    public string? ModulePath { get; init; }

    public string? Workspace { get; init; }

    /// <summary>Null when the document does not say what the project cost before.</summary>
    public CostBreakdown? Before { get; init; }

    public CostBreakdown After { get; init; } = CostBreakdown.Nothing;

    /// <summary>Why Infracost could not estimate the project; when there is one, its amounts mean nothing.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>There was no project at this path; on the base side this is how a new project looks.</summary>
    public bool IsMissing { get; init; }

    public CostCounts Counts { get; init; } = CostCounts.None;

    /// <summary>The name people know it by, with what tells it from its namesakes.</summary>
    public string Label => (ModulePath, Workspace) switch
    {
        (null, null) => Name,
        (null, _) => $"{Name} (workspace {Workspace})",
        (_, null) => $"{Name} ({ModulePath})",
        _ => $"{Name} ({ModulePath}, workspace {Workspace})",
    };
}

/// <summary>One side of a project. The totals leave out what is not known, as Infracost's own do.</summary>
public sealed record CostBreakdown(IReadOnlyList<PricedResource> Resources)
{
    public static readonly CostBreakdown Nothing = new([]);

    public decimal Monthly => Resources.Sum(resource => resource.Monthly ?? 0);

    /// <summary>The part of <see cref="Monthly"/> that rests on assumed usage.</summary>
    public decimal MonthlyUsage => Resources.Sum(resource => resource.MonthlyUsage);
}

/// <summary>A resource on one side. <paramref name="Monthly"/> is null when all of it depends on usage that nobody estimated.</summary>
public sealed record PricedResource(string Address, string Type, decimal? Monthly, decimal MonthlyUsage, IReadOnlyList<CostComponent> Components)
{
    public bool DependsOnUsage => Components.Any(component => component.UsageBased);
}

/// <summary>
/// One line of a resource's bill, blocks within the resource in front of the name (<c>root_block_device: Storage</c>).
/// <paramref name="Quantity"/> is per month; <paramref name="Monthly"/> is null when the usage is not known.
/// </summary>
public sealed record CostComponent(string Name, string Unit, decimal? Quantity, decimal? Monthly, bool UsageBased);
