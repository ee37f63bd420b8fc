using System.Text.Json.Nodes;

namespace TfPilot.Core.Tests.Settings;

/// <summary>
/// A document with one thing changed, everywhere in turn: each key taken away, renamed, and given another value.
/// </summary>
internal static class JsonVariants
{
    /// <summary>JSON is YAML, so both read the same text.</summary>
    public static IEnumerable<string> Of(JsonNode complete)
    {
        foreach (var (i, path) in PathsOf(complete).Index())
        {
            yield return With(complete, path, (parent, key) => parent.Remove(key));
            yield return With(complete, path, (parent, key) => parent[$"{key}x"] = parent[key]?.DeepClone());
            yield return With(complete, path,
                (parent, key) => parent[key] = (i % 6) switch
                {
                    0 => new JsonObject(),
                    1 => new JsonArray(),
                    2 =>
                    "none",
                    3 => 3,
                    4 => true,
                    _ => null
                });
        }
    }

    private static string With(JsonNode complete, string path, Action<JsonObject, string> change)
    {
        var copy = complete.DeepClone();
        JsonNode node = copy;
        var steps = path.Split('\n');
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
        change((JsonObject)node, steps[^1]);
        return copy.ToJsonString();
    }

    /// <summary>Keys and numbers of items, each with a line of its own.</summary>
    public static IEnumerable<string> PathsOf(JsonNode? node, string prefix = "") => node switch
    {
        JsonObject map =>
            map.SelectMany(pair => PathsOf(pair.Value, $"{prefix}{pair.Key}\n").Prepend(prefix + pair.Key)),
        JsonArray list => list.SelectMany((item, i) => PathsOf(item, $"{prefix}{i}\n")),
        _ => [],
    };
}
