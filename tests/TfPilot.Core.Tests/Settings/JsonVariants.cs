using System.Text.Json.Nodes;

namespace TfPilot.Core.Tests.Settings;

/// <summary>
/// Variants of a document with one change each: every key in turn is removed, renamed and given another value.
/// </summary>
internal static class JsonVariants
{
    /// <summary>JSON is also YAML, so both readers accept the same text.</summary>
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

    /// <summary>The paths of all keys, with one step per line.</summary>
    public static IEnumerable<string> PathsOf(JsonNode? node, string prefix = "") => node switch
    {
        JsonObject map =>
            map.SelectMany(pair => PathsOf(pair.Value, $"{prefix}{pair.Key}\n").Prepend(prefix + pair.Key)),
        JsonArray list => list.SelectMany((item, i) => PathsOf(item, $"{prefix}{i}\n")),
        _ => [],
    };
}
