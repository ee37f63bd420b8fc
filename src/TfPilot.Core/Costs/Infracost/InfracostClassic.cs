using TfPilot.Core.Basics;

namespace TfPilot.Core.Costs;

/// <summary>
/// The format of Infracost v0.10: camelCase, amounts as text or null, both sides when Infracost made a comparison.
/// </summary>
internal static class InfracostClassic
{
    /// <summary>Infracost's code for "there is no project at this path" (<c>diagEmptyPathType</c>).</summary>
    private const int NoProject = 106;

    public static CostEstimate Read(ForeignNode root)
    {
        var command = root.Object("metadata")?.Text("infracostCommand") ?? "";
        return new(root.TextOrNull("currency") ?? "USD",
            [.. root.Objects("projects").Select(project => ReadProject(project, command))]);
    }

    private static CostProject ReadProject(ForeignNode project, string command)
    {
        var metadata = project.Object("metadata");
        var before = project.Object("pastBreakdown") is { } past ? ReadBreakdown(past) : null;
        var after = project.Object("breakdown") is { } now ? ReadBreakdown(now) : CostBreakdown.Nothing;
        var errors = metadata?.Objects("errors") ?? [];
        return new()
        {
            Name = project.Text("name"),
            Path = metadata?.Text("path") ?? "",
            ModulePath = metadata?.TextOrNull("terraformModulePath"),
            Workspace = metadata?.TextOrNull("terraformWorkspace"),
            Before = before is not null && IsCopy(command, metadata?.Text("type"), before, after) ? null : before,
            After = after,
            Errors = [.. errors.Select(error => error.Text("message"))],
            IsMissing = errors.Count > 0 && errors.All(error => error.Count("code") == NoProject),
            Counts = ReadCounts(project.Object("summary"), after),
        };
    }

    /// <summary>
    /// Infracost's breakdown of a directory compares nothing and repeats its result as the earlier cost. Used as a
    /// baseline, it would hide every change.
    /// </summary>
    private static bool IsCopy(string command, string? type, CostBreakdown before, CostBreakdown after) =>
        command == "breakdown" && type?.EndsWith("_dir", StringComparison.Ordinal) == true
        && before.Resources.Select(Words).Order(StringComparer.Ordinal)
        .SequenceEqual(after.Resources.Select(Words).Order(StringComparer.Ordinal));

    private static string Words(PricedResource resource) =>
        FormattableString.Invariant($"{resource.Address} {resource.Monthly}");

    private static CostBreakdown ReadBreakdown(ForeignNode side) =>
        new([.. side.Objects("resources").Select(ReadResource)]);

    private static PricedResource ReadResource(ForeignNode resource)
    {
        var address = resource.Text("name");
        IReadOnlyList<CostComponent> components = [.. ReadComponents(resource, "")];
        var isKnown = components.Count == 0 || components.Any(component => component.Monthly is not null);
        var monthly = isKnown ? resource.Amount("monthlyCost") ?? (components.Count == 0 ? 0 : null) : null;
        return new(address, resource.TextOrNull("resourceType") ?? ResourceTypes.Of(address), monthly,
            resource.Amount("monthlyUsageCost") ?? 0, components);
    }

    private static IEnumerable<CostComponent> ReadComponents(ForeignNode resource, string prefix) =>
    [
        .. resource.Objects("costComponents").Select(component => ReadComponent(component, prefix)),
        .. resource.Objects("subresources").SelectMany(part => ReadComponents(part, $"{prefix}{part.Text("name")}: ")),
    ];

    private static CostComponent ReadComponent(ForeignNode component, string prefix)
    {
        var monthly = component.Amount("monthlyCost");
        var usageBased = component.Flag("usageBased") || monthly is null;
        return new(prefix + component.Text("name"), component.Text("unit"), component.Amount("monthlyQuantity"),
            monthly, usageBased);
    }

    private static CostCounts ReadCounts(ForeignNode? summary, CostBreakdown after) => new(
        summary?.Count("totalSupportedResources") ?? after.Resources.Count,
        after.Resources.Count(resource => resource.DependsOnUsage),
        summary?.Count("totalNoPriceResources") ?? 0,
        UnsupportedType.Counted(summary?.Counts("unsupportedResourceCounts")
            .Select(type => new UnsupportedType(type.Name, type.Count)) ?? []));
}
