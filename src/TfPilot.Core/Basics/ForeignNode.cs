using System.Globalization;
using System.Text.Json;

namespace TfPilot.Core.Basics;

/// <summary>
/// An object of a foreign document with its path for messages. Missing and null values are treated as absent; a value
/// of the wrong type is an error.
/// </summary>
internal readonly struct ForeignNode(JsonElement element, string path)
{
    // Limits amounts so that their sums stay far within the range of decimal.
    private const decimal Largest = 1_000_000_000_000_000m;

    public bool Has(string key) => element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;

    public string Text(string key) => Find(key, JsonValueKind.String, "text")?.GetString() ?? "";

    public string? TextOrNull(string key) => Text(key) is { Length: > 0 } text ? text : null;

    public bool Flag(string key) => Find(key) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw FormatError(key, "true or false"),
    };

    public ForeignNode? Object(string key) =>
        Find(key, JsonValueKind.Object, "an object") is { } value ? new(value, PathOf(key)) : null;

    public IReadOnlyList<ForeignNode> Objects(string key)
    {
        var nodes = new List<ForeignNode>();
        foreach (var item in Find(key, JsonValueKind.Array, "a list")?.EnumerateArray() ?? default)
        {
            var place = $"{PathOf(key)}[{nodes.Count}]";
            nodes.Add(item.ValueKind == JsonValueKind.Object ? new(item, place)
                : throw new ForeignFormatException($"{place} is not an object"));
        }

        return nodes;
    }

    /// <summary>Counts by name, such as <c>{"aws_vpc": 2}</c>.</summary>
    public IEnumerable<(string Name, int Count)> Counts(string key)
    {
        if (Object(key) is not { } counts) yield break;
        foreach (var member in counts.Members()) yield return (member, counts.Count(member) ?? 0);
    }

    public int? Count(string key) => Integer(key) is null or >= 0 ? Integer(key) : throw FormatError(key, "a count");

    public int? Integer(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        _ => throw FormatError(key, "a whole number"),
    };

    /// <summary>An amount of money or a quantity, as a number or as text that contains one.</summary>
    public decimal? Amount(string key)
    {
        var amount = Find(key) switch
        {
            null => (decimal?)null,
            { ValueKind: JsonValueKind.Number } value when value.TryGetDecimal(out var number) => number,
            { ValueKind: JsonValueKind.String } value
                when decimal.TryParse(
                    value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw FormatError(key, "an amount"),
        };
        return amount is null || Math.Abs(amount.Value) <= Largest ? amount
            : throw FormatError(key, "a plausible amount");
    }

    private List<string> Members() => [.. element.EnumerateObject().Select(member => member.Name)];

    private JsonElement? Find(string key, JsonValueKind kind, string expected) => Find(key) switch
    {
        null => null,
        { } value when value.ValueKind == kind => value,
        _ => throw FormatError(key, expected),
    };

    private JsonElement? Find(string key) => Has(key) ? element.GetProperty(key) : null;

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private ForeignFormatException FormatError(string key, string expected) => new($"{PathOf(key)} is not {expected}");
}

/// <summary>
/// The document does not match its tool's format. The message says where and what, without quoting values.
/// </summary>
internal sealed class ForeignFormatException(string message) : Exception(message);
