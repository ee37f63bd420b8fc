using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

/// <summary>The JSON Schema of the shapes that the reader holds files against.</summary>
internal static class SchemaText
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Shape.Keys file)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = ".tfpilot.yml",
            ["description"] = "The settings of tfpilot; docs/configuration.md explains every key.",
        };
        foreach (var (key, value) in Schema(file).ToList()) schema[key] = value?.DeepClone();
        return schema.ToJsonString(Pretty) + "\n";
    }

    private static JsonObject Schema(Shape shape) => shape switch
    {
        Shape.Text text => new() { ["type"] = "string", ["pattern"] = text.Pattern },
        Shape.Scalar => new() { ["type"] = new JsonArray("string", "number", "boolean") },
        Shape.Word word => new() { ["type"] = "string", ["enum"] = Array(word.Words) },
        Shape.Flag => new() { ["type"] = "boolean" },
        Shape.Number number => Number(number),
        Shape.Items items => AtLeast("minItems", items.Least, new() { ["type"] = "array", ["items"] = Schema(items.Item) }),
        Shape.OneOrItems one => new() { ["oneOf"] = new JsonArray(Schema(one.Item), Schema(new Shape.Items(one.Item, 1))) },
        Shape.OrWord or => new() { ["oneOf"] = new JsonArray(Schema(new Shape.Word([or.Alone])), Schema(or.Other)) },
        Shape.Names names => AtLeast("minProperties", names.Least, new()
        {
            ["type"] = "object",
            ["patternProperties"] = new JsonObject { [names.Name.Pattern] = Schema(names.Value) },
            ["additionalProperties"] = false,
        }),
        Shape.Kinds kinds => new() { ["oneOf"] = new JsonArray([.. kinds.ByKey.Select(kind => Kind(kind.Key, kind.Value))]) },
        Shape.Keys keys => Keys(keys),
        _ => throw new InvalidOperationException(shape.GetType().Name),
    };

    private static JsonObject Kind(string key, Shape.Keys keys)
    {
        var schema = Keys(keys);
        schema["required"]!.AsArray().Add((JsonNode)key);
        return schema;
    }

    private static JsonObject AtLeast(string word, int least, JsonObject schema)
    {
        if (least > 0) schema[word] = least;
        return schema;
    }

    private static JsonObject Keys(Shape.Keys keys)
    {
        var required = keys.Fields.Where(field => field.IsRequired).Select(field => field.Key).ToList();
        var schema = AtLeast("minProperties", keys.Least, new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(keys.Fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)Property(field)))),
            ["additionalProperties"] = false,
        });
        if (required.Count > 0) schema["required"] = Array(required);
        if (keys.AnyOf.Count > 0) schema["anyOf"] = new JsonArray([.. keys.AnyOf.Select(key => new JsonObject { ["required"] = Array([key]) })]);
        if (keys.OneOf.Count > 0) schema["allOf"] = new JsonArray([.. Pairs(keys.OneOf).Select(pair => new JsonObject { ["not"] = new JsonObject { ["required"] = Array(pair) } })]);
        return schema;
    }

    private static JsonObject Property(Field field)
    {
        var schema = Schema(field.Shape);
        schema["description"] = field.Meaning;
        if (field.Default is { } text) schema["default"] = field.Shape is Shape.Text or Shape.Word ? text : JsonNode.Parse(text);
        return schema;
    }

    private static JsonObject Number(Shape.Number number)
    {
        var schema = new JsonObject { ["type"] = number.IsWhole ? "integer" : "number", ["minimum"] = (decimal)number.Least };
        if (double.IsFinite(number.Most)) schema["maximum"] = (decimal)number.Most;
        return schema;
    }

    private static IEnumerable<string[]> Pairs(IReadOnlyList<string> keys) =>
        from first in Enumerable.Range(0, keys.Count)
        from second in Enumerable.Range(first + 1, keys.Count - first - 1)
        select new[] { keys[first], keys[second] };

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
