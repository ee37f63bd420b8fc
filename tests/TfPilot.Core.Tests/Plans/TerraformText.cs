using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TfPilot.Core.Tests.Plans;

/// <summary>Prints changes as <c>terraform show</c> does, as far as the tests need it.</summary>
internal static class TerraformText
{
    /// <param name="changes">Entries of <c>resource_changes</c>.</param>
    public static string Of(IReadOnlyList<JsonObject> changes)
    {
        var text = new StringBuilder("\nTerraform will perform the following actions:\n");
        var (add, change, destroy) = (0, 0, 0);
        foreach (var entry in changes)
        {
            var (before, after) = (entry["change"]!["before"], entry["change"]!["after"]);
            var symbol = before is null ? '+' : after is null ? '-' : '~';
            if (symbol == '+') add++;
            else if (symbol == '-') destroy++;
            else change++;
            text.Append($"\n  # {entry["address"]} will be changed\n");
            text.Append($"  {symbol} resource \"{entry["type"]}\" \"{entry["name"]}\" {{\n");
            Members(text, before, after, Marks(entry["change"]!), 8, symbol);
            text.Append("    }\n");
        }

        return $"{text}\nPlan: {add} to add, {change} to change, {destroy} to destroy.\n";
    }

    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' or '\\' => $"\\{c}",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                '\a' => "\\a",
                < ' ' => $"\\x{(int)c:x2}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Hidden is what either side marks.</summary>
    private static JsonObject Marks(JsonNode change)
    {
        var marks = (JsonObject)change["before_sensitive"]!.DeepClone();
        foreach (var (name, value) in (JsonObject)change["after_sensitive"]!) marks[name] = value!.DeepClone();
        return marks;
    }

    private static void Members(
        StringBuilder text, JsonNode? before, JsonNode? after, JsonObject? sensitive, int column, char symbol)
    {
        var (left, right) = (before as JsonObject, after as JsonObject);
        var names = (left ?? []).Concat(right ?? []).Select(member => member.Key).Distinct()
            .Order(StringComparer.Ordinal).ToList();
        foreach (var name in names)
        {
            var (was, becomes) = (left?[name], right?[name]);
            var own = symbol != '~' ? symbol : was is null ? '+' : becomes is null ? '-' : '~';
            if (own == '~' && JsonNode.DeepEquals(was, becomes)) continue;
            text.Append(' ', column - 2).Append($"{own} {name} = ");
            if (sensitive?[name] is JsonValue) text.Append("(sensitive value)\n");
            else Value(text, was, becomes, column, own, sensitive?[name] as JsonObject);
        }
    }

    private static void Value(
        StringBuilder text, JsonNode? before, JsonNode? after, int column, char symbol, JsonObject? sensitive = null)
    {
        var one = after ?? before;
        var suffix = symbol == '-' && column == 8 ? " -> null\n" : "\n";
        if (one is JsonObject)
        {
            text.Append("{\n");
            Members(text, before, after, sensitive, column + 4, symbol);
            text.Append(' ', column).Append('}');
        }
        else if (one is JsonArray)
        {
            text.Append("[\n");
            Items(text, before as JsonArray, after as JsonArray, column + 4, symbol);
            text.Append(' ', column).Append(']');
        }
        else if (one is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String)
            Strings(text, before?.GetValue<string>(), after?.GetValue<string>(), column, symbol);
        else text.Append(one?.ToJsonString() ?? "null");
        text.Append(suffix);
    }

    private static void Items(StringBuilder text, JsonArray? before, JsonArray? after, int column, char symbol)
    {
        for (var i = 0; i < Math.Max(before?.Count ?? 0, after?.Count ?? 0); i++)
        {
            var (was, becomes) = (before?.ElementAtOrDefault(i), after?.ElementAtOrDefault(i));
            var own = symbol != '~' ? symbol : was is null ? '+' : becomes is null ? '-' : '~';
            text.Append(' ', column - 2).Append($"{own} ");
            Value(text, was, becomes, column, own);
            text.Insert(text.Length - 1, ',');
        }
    }

    private static void Strings(StringBuilder text, string? before, string? after, int column, char symbol)
    {
        if (Document(before) is var left && Document(after) is var right
            && (symbol == '~' ? left is not null && right is not null : (left ?? right) is not null))
        {
            text.Append("jsonencode(\n").Append(' ', column + (symbol == '~' ? 2 : 4))
                .Append(symbol == '~' ? "~ " : "");
            Value(text, left, right, column + 4, symbol);
            text.Append(' ', column).Append(')');
            return;
        }

        if (before?.Contains('\n') != true && after?.Contains('\n') != true)
        {
            text.Append(symbol == '~' ? $"{Quoted(before!)} -> {Quoted(after!)}" : Quoted((before ?? after)!));
            return;
        }

        text.Append("<<-EOT\n");
        foreach (var (sign, line) in Lines(before?.Trim(), after?.Trim(), symbol))
            text.Append(' ', column + 2).Append(sign).Append(' ').Append(line).Append('\n');
        text.Append(' ', column).Append("EOT");
    }

    private static JsonNode? Document(string? text)
    {
        try
        {
            return text is ['{' or '[', ..] ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<(char Sign, string Line)> Lines(string? before, string? after, char symbol)
    {
        if (symbol != '~') return (before ?? after)!.Split('\n').Select(line => (' ', line));
        var (left, right) = (before!.Split('\n'), after!.Split('\n'));
        var same = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return [.. left.Take(same).Select(line => (' ', line)), .. left.Skip(same).Select(line => ('-', line)),
            .. right.Skip(same).Select(line => ('+', line))];
    }
}
