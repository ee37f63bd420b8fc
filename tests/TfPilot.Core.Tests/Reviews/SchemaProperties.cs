using System.Text.Json.Nodes;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>The names of all properties in a JSON Schema.</summary>
internal static class SchemaProperties
{
    public static IEnumerable<string> Of(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => entry is { Key: "properties", Value: JsonObject fields }
            ? fields.Select(field => field.Key).Concat(fields.SelectMany(field => Of(field.Value)))
            : Of(entry.Value)),
        JsonArray list => list.SelectMany(Of),
        _ => [],
    };
}
