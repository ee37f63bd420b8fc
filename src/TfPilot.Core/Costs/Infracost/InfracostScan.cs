using TfPilot.Core.Basics;

namespace TfPilot.Core.Costs;

/// <summary>The format of Infracost's CLI v2: snake_case, one side only.</summary>
internal static class InfracostScan
{
    public static CostEstimate Read(ForeignNode root) =>
        new(root.Text("currency"), [.. root.Objects("projects").Select(ReadProject)]);

    private static CostProject ReadProject(ForeignNode project)
    {
        var resources = project.Objects("resources");
        var errors = project.Objects("diagnostics").Where(diagnostic => diagnostic.Text("severity") == "critical");
        var priced = resources.Where(IsEstimated).Select(ReadResource).ToList();
        return new()
        {
            Name = project.Text("project_name"),
            Path = project.Text("path"),
            After = new(priced),
            Errors = [.. errors.Select(diagnostic => diagnostic.Text("message"))],
            Counts = new(
                priced.Count,
                priced.Count(resource => resource.DependsOnUsage),
                resources.Count(resource => resource.Flag("is_free")),
                UnsupportedType.Counted(
                    resources.Where(IsUnsupported).Select(resource => new UnsupportedType(TypeOf(resource), 1)))),
        };
    }

    private static bool IsEstimated(ForeignNode resource) => !resource.Flag("is_free") && !IsUnsupported(resource);

    private static bool IsUnsupported(ForeignNode resource) =>
        !resource.Flag("is_free") && !resource.Flag("is_supported");

    private static PricedResource ReadResource(ForeignNode resource)
    {
        var parts = ReadComponents(resource, "").ToList();
        var components = parts.ConvertAll(part => part.Component);
        var known = components.Where(component => component.Monthly is not null).ToList();
        var monthly = components.Count > 0 && known.Count == 0 ? null
            : (decimal?)known.Sum(component => component.Monthly!.Value);
        return new(resource.Text("name"), TypeOf(resource), monthly, parts.Sum(part => part.Usage), components);
    }

    private static IEnumerable<(CostComponent Component, decimal Usage)> ReadComponents(
        ForeignNode resource, string prefix) =>
    [
        .. resource.Objects("cost_components").Select(component => ReadComponent(component, prefix)),
        .. resource.Objects("subresources").SelectMany(part => ReadComponents(part, $"{prefix}{part.Text("name")}: ")),
    ];

    private static (CostComponent Component, decimal Usage) ReadComponent(ForeignNode component, string prefix)
    {
        var usage = component.Amount("usage_monthly_cost") ?? 0;
        var total = component.Amount("total_monthly_cost") ?? (component.Amount("base_monthly_cost") ?? 0) + usage;
        var quantity = component.Amount("quantity") ?? 0;
        // The format writes 0 for a quantity without an estimate.
        var unknown = quantity == 0 && total == 0;
        var name = prefix + component.Text("name");
        return (new(name, component.Text("unit"), unknown ? null : quantity, unknown ? null : total,
            unknown || usage != 0), usage);
    }

    private static string TypeOf(ForeignNode resource) =>
        resource.TextOrNull("type") ?? ResourceTypes.Of(resource.Text("name"));
}
