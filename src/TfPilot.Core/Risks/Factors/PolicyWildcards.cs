using System.Text.Json;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Statements of AWS policy documents, which are JSON within a string, that allow every action or everybody.</summary>
internal static class PolicyWildcards
{
    /// <summary>As in <c>policy allows every action</c>; a statement that was there before, whatever its Sid, is not new.</summary>
    public static IEnumerable<string> NewIn(ResourceChange change)
    {
        var known = In(change.Before).Select(wildcard => wildcard.Sign).ToHashSet(StringComparer.Ordinal);
        return In(change.After).Where(wildcard => !known.Contains(wildcard.Sign)).Select(wildcard => wildcard.Words);
    }

    private static IEnumerable<(string Sign, string Words)> In(RedactedJson json) => json.Mentions("Statement"u8)
        ? Leaf.Of(json.Value()).Where(leaf => leaf.Text?.Contains("Statement", StringComparison.Ordinal) == true).SelectMany(In)
        : [];

    private static IEnumerable<(string Sign, string Words)> In(Leaf leaf) =>
        from statement in Statements(leaf.Text!)
        where Has(statement, "Effect", "Allow")
        from words in Words(statement)
        select (Sign(statement) + words, $"{leaf.Path} allows {words}");

    private static string Sign(JsonElement statement) => string.Join(
        ',', statement.EnumerateObject().Where(part => part.Name != "Sid").Select(part => part.ToString()).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Words(JsonElement statement)
    {
        if (Has(statement, "Action", "*") || Has(statement, "Action", "*:*")) yield return "every action";
        if (Has(statement, "Principal", "*")) yield return "everybody";
    }

    private static bool Has(JsonElement statement, string name, string word) => statement.TryGetProperty(name, out var value) && Holds(value, word);

    private static bool Holds(JsonElement value, string word) => value.ValueKind switch
    {
        JsonValueKind.String => value.ValueEquals(word),
        JsonValueKind.Array => value.EnumerateArray().Any(item => Holds(item, word)),
        JsonValueKind.Object => value.EnumerateObject().Any(part => Holds(part.Value, word)),
        _ => false,
    };

    private static IEnumerable<JsonElement> Statements(string document) => Parse(document) is { ValueKind: JsonValueKind.Object } root
        && root.TryGetProperty("Statement", out var statements)
            ? (statements.ValueKind == JsonValueKind.Array ? statements.EnumerateArray().AsEnumerable() : [statements])
                .Where(statement => statement.ValueKind == JsonValueKind.Object)
            : [];

    private static JsonElement? Parse(string document)
    {
        try
        {
            return JsonElement.Parse(document);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
