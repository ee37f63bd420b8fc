using System.Text.Json;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>A policy document of a resource: its path and its statements.</summary>
internal sealed record PolicyDocument(string Path, IReadOnlyList<JsonElement> Statements);

internal static class PolicyDocuments
{
    /// <summary>Documents are JSON in a text; some providers have them as objects.</summary>
    public static IEnumerable<PolicyDocument> In(ResourceChange change, RedactedJson json) =>
        !json.Mentions("tatement"u8) ? [] :
        Leaf.Of(json.Value())
        .Where(leaf => leaf.Text?.Contains("Statement", StringComparison.OrdinalIgnoreCase) == true)
            .Select(leaf => new PolicyDocument(leaf.Path, Statements(Parse(leaf.Text!))))
            .Concat(change.Type.StartsWith("aws_", StringComparison.Ordinal) ? [] : Objects(json.Value(), ""));

    private static IEnumerable<PolicyDocument> Objects(PlanValue value, string path) => value switch
    {
        PlanValue.Map map
            when map.Entries.Any(entry => entry.Key.Equals("Statement", StringComparison.OrdinalIgnoreCase)) =>
            [new(path, Statements(JsonElement.Parse(RedactedJson.Of(value).Utf8)))],
        PlanValue.Map map => map.Entries.SelectMany(entry => Objects(entry.Value, AttributePath.Key(path, entry.Key))),
        PlanValue.List list => list.Items.SelectMany((item, index) => Objects(item, AttributePath.Index(path, index))),
        _ => [],
    };

    private static IReadOnlyList<JsonElement> Statements(JsonElement? document) =>
        document is { ValueKind: JsonValueKind.Object } root
        && PolicyStatement.Find(root, "Statement") is { } statements
            ? [.. (statements.ValueKind == JsonValueKind.Array ? statements.EnumerateArray().AsEnumerable()
                : [statements])
                .Where(statement => statement.ValueKind == JsonValueKind.Object)]
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

/// <summary>Evaluates one statement. Names of its parts are case-insensitive.</summary>
internal static class PolicyStatement
{
    public static JsonElement? Find(JsonElement map, string name)
    {
        if (map.ValueKind != JsonValueKind.Object) return null;
        foreach (var part in map.EnumerateObject())
        {
            if (part.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return part.Value;
        }

        return null;
    }

    public static IEnumerable<string> Texts(JsonElement statement, string name) =>
        Find(statement, name) is { } value ? Texts(value) : [];

    public static bool Has(JsonElement statement, string name, Func<string, bool> word) =>
        Texts(statement, name).Any(word);

    /// <summary>All texts inside, at any depth.</summary>
    public static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.True => ["true"],
        JsonValueKind.False => ["false"],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(part => Texts(part.Value)),
        _ => [],
    };

    /// <summary>The statement's content without its Sid.</summary>
    public static string Sign(JsonElement statement) => string.Join(
        ',', statement.EnumerateObject().Where(part => part.Name != "Sid").Select(part => part.ToString())
            .Order(StringComparer.Ordinal));

    /// <summary>
    /// Whether a pattern matches the action: <c>*</c> any characters, <c>?</c> one character, case-insensitively.
    /// </summary>
    public static bool IsLike(string action, string pattern)
    {
        var (at, next, star, resume) = (0, 0, -1, 0);
        while (at < action.Length)
        {
            if (next < pattern.Length && pattern[next] == '*') (star, resume) = (next++, at);
            else if (next < pattern.Length && IsLike(action[at], pattern[next])) (at, next) = (at + 1, next + 1);
            else if (star >= 0) (next, at) = (star + 1, ++resume);
            else return false;
        }

        return pattern.AsSpan(next).TrimStart('*').Length == 0;
    }

    private static bool IsLike(char action, char pattern) =>
        pattern == '?' || char.ToLowerInvariant(pattern) == char.ToLowerInvariant(action);
}
