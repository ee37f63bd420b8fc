using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Records;

namespace TfPilot.Delivery.Registry;

/// <summary>Resources of the registry as JSON, <c>tfpilot.registry/1</c>.</summary>
public static class RegistryDocument
{
    public const string Schema = "tfpilot.registry/1";

    /// <summary>The stored form of one resource.</summary>
    public static string Write(StateResource resource) =>
        JsonSerializer.Serialize(resource, RecordJson.Default.StateResource);

    public static StateResource ReadResource(string json) =>
        JsonSerializer.Deserialize(json, RecordJson.Default.StateResource)!;

    /// <param name="hasMore">Whether further resources follow on the next page.</param>
    public static JsonObject Write(IEnumerable<RegistryEntry> entries, bool hasMore = false) => new()
    {
        ["schema"] = Schema,
        ["resources"] = new JsonArray([.. entries.Select(Write)]),
        ["more"] = hasMore,
    };

    public static Validated<IReadOnlyList<RegistryEntry>> Read(string name, JsonNode? document)
    {
        try
        {
            if (document is JsonObject && (string?)document["schema"] == Schema
                && document["resources"] is JsonArray resources)
                return new Validated<IReadOnlyList<RegistryEntry>>.Valid([.. resources.Select(Read)]);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            return new Problem(name, $"{name} is no {Schema}: {VisibleText.Of(failure.Message)}");
        }

        return new Problem(name, $"{name} is no {Schema}.");
    }

    /// <summary>The resources that a query finds, as the App finds them.</summary>
    public static IReadOnlyList<RegistryEntry> Find(
        IEnumerable<RegistryEntry> entries, string text, string? environment, string? type)
    {
        var search = SearchKeys.Normalize(text);
        return
        [
            .. entries.Where(entry => (type is null || entry.Resource.Type == type)
                && (environment is null || EnvironmentNames.IsSame(entry.Environment, environment))
                && SearchKeys.Of(entry.Resource).Contains(search, StringComparer.Ordinal)),
        ];
    }

    private static JsonNode Write(RegistryEntry entry)
    {
        var json = JsonSerializer.SerializeToNode(entry, RegistryJson.Default.RegistryEntry)!.AsObject();
        if (ConsoleLink.Of(entry.Resource) is { } link) json["console"] = link;
        return json;
    }

    private static RegistryEntry Read(JsonNode? entry)
    {
        if (entry is JsonObject known) known.Remove("console");
        return entry.Deserialize(RegistryJson.Default.RegistryEntry)
            ?? throw new JsonException("A resource is null.");
    }
}

/// <summary>The wire form of entries.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegistryEntry))]
internal sealed partial class RegistryJson : JsonSerializerContext;
