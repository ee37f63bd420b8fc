using System.Text.Json;
using TfPilot.Core.Costs;

namespace TfPilot.Core.Reviews;

/// <summary>The cost in the JSON contract: of one project with its resources, or of all projects without.</summary>
internal static class CostJson
{
    public static void Write(Utf8JsonWriter json, CostSummary? cost)
    {
        if (Begin(json, cost)) json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, CostSummary? cost, CostReview? details)
    {
        if (!Begin(json, cost)) return;
        var counts = details?.Project.Counts ?? CostCounts.None;
        json.WriteNumber("estimated", counts.Estimated);
        json.WriteNumber("dependOnUsage", counts.DependOnUsage);
        json.WriteNumber("free", counts.Free);
        json.WriteNumber("unsupported", counts.Unsupported.Sum(type => type.Count));
        json.WriteStartArray("resources");
        foreach (var line in details is null ? [] : CostTable.Visible(details)) Write(json, line);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool Begin(Utf8JsonWriter json, CostSummary? cost)
    {
        if (cost is null)
        {
            json.WriteNull("cost");
            return false;
        }

        json.WriteStartObject("cost");
        json.WriteString("currency", cost.Currency);
        json.WriteNumber("monthlyBefore", cost.MonthlyBefore);
        json.WriteNumber("monthlyAfter", cost.MonthlyAfter);
        json.WriteNumber("monthlyDelta", cost.MonthlyDelta);
        return true;
    }

    private static void Write(Utf8JsonWriter json, CostLine line)
    {
        json.WriteStartObject();
        json.WriteString("address", line.Address);
        json.WriteString("type", line.Cost.Type);
        json.WriteString("action", line.Change?.Word);
        Write(json, "monthlyBefore", line.Cost.MonthlyBefore);
        Write(json, "monthlyAfter", line.Cost.MonthlyAfter);
        Write(json, "monthlyDelta", line.Cost.Delta);
        json.WriteString("because", CostCauses.Of(line.Cost));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, decimal? amount)
    {
        if (amount is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }
}
