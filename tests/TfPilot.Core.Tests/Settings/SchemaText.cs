using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

/// <summary>
/// Writes the JSON Schema of the shapes that the reader validates. A shape used by several keys is written once, under
/// <c>$defs</c>.
/// </summary>
internal sealed class SchemaText
{
    private const string Definitions = "$defs";

    private static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    private readonly JsonObject definitions = [];
    private readonly Dictionary<object, int> uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, string> keys = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, string> names = new(ReferenceEqualityComparer.Instance);

    public static string Of(Schema.Keys file, string title, string description) =>
        new SchemaText().Write(file, title, description);

    private string Write(Schema.Keys file, string title, string description)
    {
        Count(file, "file");
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
            ["description"] = description,
        };
        foreach (var (key, value) in Keys(file).ToList()) schema[key] = value?.DeepClone();
        if (definitions.Count > 0)
            schema[Definitions] = new JsonObject(
                definitions.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(Copy));
        return schema.ToJsonString(Pretty) + "\n";
    }

    private static KeyValuePair<string, JsonNode?> Copy(KeyValuePair<string, JsonNode?> pair) =>
        new(pair.Key, pair.Value?.DeepClone());

    /// <summary>Counts the uses of each shape and each key, and records the first key that uses it.</summary>
    private void Count(Schema shape, string key)
    {
        if (IsWholeFile(shape) || !IsFirst(shape, key)) return;
        foreach (var field in FieldsOf(shape).Where(field => IsFirst(field, field.Key))) Count(field.Schema, field.Key);
        foreach (var inner in Inner(shape)) Count(inner, key);
    }

    private bool IsFirst(object part, string key)
    {
        uses[part] = uses.GetValueOrDefault(part) + 1;
        if (uses[part] > 1) return false;
        keys[part] = key;
        return true;
    }

    private static IEnumerable<SchemaField> FieldsOf(Schema shape) => shape switch
    {
        Schema.Keys keys => keys.Fields,
        Schema.Kinds kinds => kinds.ByKey.Values.SelectMany(keys => keys.Fields),
        _ => [],
    };

    private static IEnumerable<Schema> Inner(Schema shape) => shape switch
    {
        Schema.Items items => [items.Item],
        Schema.OneOrItems one => [one.Item],
        Schema.OrWord or => [or.Other],
        Schema.OrText or => [or.Alone, or.Other],
        Schema.Names named => [named.Value],
        _ => [],
    };

    /// <summary>The settings file inside another file; its own schema writes the root differently.</summary>
    private bool IsWholeFile(Schema shape) => shape == (Schema)SettingsSections.File && uses.Count > 1;

    private JsonObject WriteSchema(Schema shape) =>
        shape is Schema.Flag ? Body(shape) : Shared(shape, () => Body(shape));

    private JsonObject Shared(object part, Func<JsonObject> write)
    {
        if (uses.GetValueOrDefault(part) < 2) return write();
        if (!names.TryGetValue(part, out var name))
        {
            name = names[part] = FreeName(keys[part]);
            definitions[name] = write();
        }

        return new() { ["$ref"] = $"#/{Definitions}/{name}" };
    }

    private string FreeName(string key) =>
        Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? key : $"{key}-{n}")
        .First(name => !names.ContainsValue(name));

    private JsonObject Body(Schema shape) => shape switch
    {
        Schema.Text text => new() { ["type"] = "string", ["pattern"] = text.Pattern },
        Schema.Scalar => new() { ["type"] = new JsonArray("string", "number", "boolean") },
        Schema.Word word => new() { ["type"] = "string", ["enum"] = Array([.. word.Words, .. word.Former.Keys]) },
        Schema.Flag => new() { ["type"] = "boolean" },
        Schema.Number number => Number(number),
        Schema.Items items =>
            AtLeast("minItems", items.Min, new() { ["type"] = "array", ["items"] = WriteSchema(items.Item) }),
        Schema.OneOrItems one =>
            new() { ["oneOf"] = new JsonArray(WriteSchema(one.Item), WriteSchema(new Schema.Items(one.Item, 1))) },
        Schema.OrWord or =>
            new() { ["oneOf"] = new JsonArray(WriteSchema(new Schema.Word([or.Alone])), WriteSchema(or.Other)) },
        Schema.OrText or => new() { ["oneOf"] = new JsonArray(WriteSchema(or.Alone), WriteSchema(or.Other)) },
        // Some validators interpret a slash in a pattern as a part of a JSON Pointer.
        Schema.Names names => AtLeast("minProperties", names.Min, new()
        {
            ["type"] = "object",
            ["patternProperties"] = new JsonObject
            {
                [names.Name.Pattern.Replace(
                "/", @"\x2F", StringComparison.Ordinal)] = WriteSchema(names.Value)
            },
            ["additionalProperties"] = false,
        }),
        Schema.Kinds kinds =>
            new() { ["oneOf"] = new JsonArray([.. kinds.ByKey.Select(kind => Kind(kind.Key, kind.Value))]) },
        Schema.Keys keys when keys == SettingsSections.File => new() { ["$ref"] = "tfpilot.schema.json" },
        Schema.Keys keys => Keys(keys),
        _ => throw new InvalidOperationException(shape.GetType().Name),
    };

    private JsonObject Kind(string key, Schema.Keys keys)
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

    private JsonObject Keys(Schema.Keys keys)
    {
        var required = keys.Fields.Where(field => field.IsRequired).Select(field => field.Key).ToList();
        var schema = AtLeast("minProperties", keys.Min, new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(keys.Fields.SelectMany(Properties)),
            ["additionalProperties"] = false,
        });
        if (required.Count > 0) schema["required"] = Array(required);
        if (keys.AnyOf.Count > 0)
            schema["anyOf"] = new JsonArray(
                [.. keys.AnyOf.Select(key => new JsonObject { ["required"] = Array([key]) })]);
        if (keys.OneOf.Count > 0)
            schema["allOf"] = new JsonArray(
                [.. Pairs(keys.OneOf)
                    .Select(pair => new JsonObject { ["not"] = new JsonObject { ["required"] = Array(pair) } })]);
        return schema;
    }

    private IEnumerable<KeyValuePair<string, JsonNode?>> Properties(SchemaField field)
    {
        yield return new(field.Key, Shared(field, () => Property(field)));
        foreach (var former in field.Former)
        {
            var schema = WriteSchema(field.Schema);
            schema["description"] = $"The former name of {field.Key}.";
            schema["deprecated"] = true;
            yield return new(former, schema);
        }
    }

    private JsonObject Property(SchemaField field)
    {
        var schema = WriteSchema(field.Schema);
        schema["description"] = field.Meaning;
        if (field.Default is { } text)
            schema["default"] = field.Schema is Schema.Text or Schema.Word ? text : JsonNode.Parse(text);
        return schema;
    }

    private static JsonObject Number(Schema.Number number)
    {
        var schema = new JsonObject
        {
            ["type"] = number.IsInteger ? "integer" : "number",
            ["minimum"] = (decimal)number.Min
        };
        if (double.IsFinite(number.Max)) schema["maximum"] = (decimal)number.Max;
        return schema;
    }

    private static IEnumerable<string[]> Pairs(IReadOnlyList<string> keys) =>
        from first in Enumerable.Range(0, keys.Count)
        from second in Enumerable.Range(first + 1, keys.Count - first - 1)
        select new[] { keys[first], keys[second] };

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
