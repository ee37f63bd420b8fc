using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TfPilot.GitHub.Tests.Contract;

/// <summary>The members that a wire record reads, and which of them are required.</summary>
internal static class WireShape
{
    public static JsonObject Of(Type type, JsonSerializerContext context)
    {
        var shape = context.GetTypeInfo(type);
        if (shape?.Kind == JsonTypeInfoKind.Enumerable) return new() { ["items"] = Of(shape.ElementType!, context) };
        if (shape?.Kind != JsonTypeInfoKind.Object) return [];
        return new()
        {
            ["members"] = new JsonObject(
            shape.Properties.Select(
                property => KeyValuePair.Create(property.Name, (JsonNode?)Member(property, context))))
        };
    }

    private static JsonObject Member(JsonPropertyInfo property, JsonSerializerContext context)
    {
        var member = Of(property.PropertyType, context);
        member["required"] = property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };
        return member;
    }
}
