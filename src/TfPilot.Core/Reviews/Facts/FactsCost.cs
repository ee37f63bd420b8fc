using System.Text.Json;
using TfPilot.Core.Costs;

namespace TfPilot.Core.Reviews;

/// <summary>
/// A project's cost in the facts: both sides of every resource, so that all cost sentences can be reproduced.
/// </summary>
internal static class FactsCost
{
    public static void Write(Utf8JsonWriter json, ProjectCost cost)
    {
        json.WriteStartObject("cost");
        json.WriteString("label", cost.Label);
        json.WriteString("name", cost.Name);
        json.WriteString("path", cost.Path);
        FactsWriter.WriteText(json, "modulePath", cost.ModulePath);
        json.WriteString("currency", cost.Currency);
        FactsWriter.WriteText(json, "unknown", cost.Unknown);
        WriteAmount(json, "before", cost.Before);
        WriteAmount(json, "after", cost.After);
        WriteAmount(json, "usageBefore", cost.UsageBefore);
        WriteAmount(json, "usageAfter", cost.UsageAfter);
        json.WriteStartObject("counts");
        json.WriteNumber("estimated", cost.Counts.Estimated);
        json.WriteNumber("dependOnUsage", cost.Counts.DependOnUsage);
        json.WriteNumber("free", cost.Counts.Free);
        FactsWriter.WriteAll(json, "unsupported", cost.Counts.Unsupported, (writer, type) =>
        {
            writer.WriteString("type", type.Type);
            writer.WriteNumber("count", type.Count);
        });
        json.WriteEndObject();
        FactsWriter.WriteAll(json, "resources", cost.Resources, (writer, resource) =>
        {
            writer.WriteString("address", resource.Address);
            writer.WriteString("type", resource.Type);
            WriteSide(writer, "before", resource.Before);
            WriteSide(writer, "after", resource.After);
        });
        json.WriteEndObject();
    }

    public static ProjectCost Read(FactsNode cost) => new()
    {
        Label = cost.Text("label"),
        Name = cost.Text("name"),
        Path = cost.Text("path"),
        ModulePath = cost.TextOrNull("modulePath"),
        Currency = cost.Text("currency"),
        Unknown = cost.TextOrNull("unknown"),
        Before = cost.AmountOrNull("before"),
        After = cost.AmountOrNull("after"),
        UsageBefore = cost.AmountOrNull("usageBefore"),
        UsageAfter = cost.AmountOrNull("usageAfter"),
        Counts = ReadCounts(cost.Object("counts")),
        Resources = ReadResources(cost),
    };

    private static IReadOnlyList<ResourceCost> ReadResources(FactsNode cost)
    {
        var resources = cost.Items("resources", resource => new ResourceCost(
            resource.Text("address"), resource.Text("type"), ReadSide(resource, "before"),
            ReadSide(resource, "after")));
        return resources.DistinctBy(resource => resource.Address).Count() == resources.Count
            ? resources
            : throw new FactsFormatException($"{cost.Path}.resources", "a list without duplicate addresses");
    }

    private static CostCounts ReadCounts(FactsNode counts) => new(
        counts.Number("estimated"),
        counts.Number("dependOnUsage"),
        counts.Number("free"),
        counts.Items("unsupported", type => new UnsupportedType(type.Text("type"), type.Number("count"))));

    private static void WriteSide(Utf8JsonWriter json, string name, PricedResource? side)
    {
        if (side is null) return;
        json.WriteStartObject(name);
        json.WriteString("address", side.Address);
        json.WriteString("type", side.Type);
        WriteAmount(json, "monthly", side.Monthly);
        json.WriteNumber("monthlyUsage", side.MonthlyUsage);
        FactsWriter.WriteAll(json, "components", side.Components, (writer, component) =>
        {
            writer.WriteString("name", component.Name);
            writer.WriteString("unit", component.Unit);
            WriteAmount(writer, "quantity", component.Quantity);
            WriteAmount(writer, "monthly", component.Monthly);
            writer.WriteBoolean("usageBased", component.UsageBased);
        });
        json.WriteEndObject();
    }

    private static PricedResource? ReadSide(FactsNode resource, string name) =>
        resource.Optional(name) is not { } side ? null : new(
        side.Text("address"),
        side.Text("type"),
        side.AmountOrNull("monthly"),
        side.Amount("monthlyUsage"),
        side.Items("components", component => new CostComponent(
            component.Text("name"), component.Text("unit"), component.AmountOrNull("quantity"),
            component.AmountOrNull("monthly"), component.Flag("usageBased"))));

    private static void WriteAmount(Utf8JsonWriter json, string name, decimal? amount)
    {
        if (amount is { } known) json.WriteNumber(name, known);
    }
}
