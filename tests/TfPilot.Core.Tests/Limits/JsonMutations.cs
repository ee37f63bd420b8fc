using System.Text.Json;
using System.Text.Json.Nodes;

namespace TfPilot.Core.Tests.Limits;

/// <summary>Mutated documents that are still valid JSON, with one or two nodes replaced.</summary>
internal static class JsonMutations
{
    private static readonly string[] Odd =
    [
        "null", "true", "-1", "1e400", "99999999999999999999", "\"\"", "\"..\"", "\"../x.tf\"", "\"a/../../b\"",
        "\"/\"",
        "\"a\\u0000b\"", "[]", "{}", "[[[[]]]]", """{"$":"unknown"}""", """{"$":5}""", "\"module.a[0].b.c\"",
        "\"<!-- -->\"",
    ];

    /// <summary>Null if the text is not JSON.</summary>
    public static string? Of(string text, Random random)
    {
        JsonNode document;
        try
        {
            document = JsonNode.Parse(text)!;
        }
        catch (JsonException)
        {
            return null;
        }

        for (var changes = random.Next(1, 4); changes > 0; changes--) Change(document, random);
        return document.ToJsonString();
    }

    private static void Change(JsonNode document, Random random)
    {
        var nodes = Inside(document).ToList();
        if (nodes.Count == 0) return;
        var node = nodes[random.Next(nodes.Count)];
        var other = nodes[random.Next(nodes.Count)].DeepClone();
        switch (random.Next(4))
        {
            case 0: Replace(node, JsonNode.Parse(Odd[random.Next(Odd.Length)])); break;
            case 1: Replace(node, other); break;
            case 2:
                Replace(node,
                new JsonArray([.. Enumerable.Range(0, 1 << random.Next(8)).Select(_ => other.DeepClone())])); break;
            default: Grow(node, random); break;
        }
    }

    /// <summary>Duplicates the node next to itself.</summary>
    private static void Grow(JsonNode node, Random random)
    {
        for (var (i, count) = (0, 1 << random.Next(9)); i < count; i++)
        {
            if (node.Parent is JsonArray list) list.Add(node.DeepClone());
            else if (node.Parent is JsonObject map) map[$"{node.GetPropertyName()}{i}"] = node.DeepClone();
        }
    }

    private static void Replace(JsonNode node, JsonNode? with)
    {
        if (node.Parent is JsonArray list) list[node.GetElementIndex()] = with;
        else if (node.Parent is JsonObject map) map[node.GetPropertyName()] = with;
    }

    private static IEnumerable<JsonNode> Inside(JsonNode node)
    {
        var below = node switch
        {
            JsonObject map => map.Select(member => member.Value),
            JsonArray list => list,
            _ =>
            []
        };
        return below.OfType<JsonNode>().SelectMany(inner => Inside(inner).Prepend(inner));
    }
}
