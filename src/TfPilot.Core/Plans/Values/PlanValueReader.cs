using System.Diagnostics;
using System.Text;
using System.Text.Json;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>Reads canonical redacted JSON into a tree, including markers.</summary>
internal static class PlanValueReader
{
    public static PlanValue Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => PlanValue.Null.Value,
        JsonTokenType.True => new PlanValue.Boolean(true),
        JsonTokenType.False => new PlanValue.Boolean(false),
        JsonTokenType.Number => new PlanValue.Number(Encoding.UTF8.GetString(reader.ValueSpan)),
        JsonTokenType.String => new PlanValue.Text(reader.GetString()!),
        JsonTokenType.StartArray => ReadList(ref reader),
        JsonTokenType.StartObject => ReadMap(ref reader),
        _ => throw new UnreachableException(),
    };

    /// <summary>A member's original name, without the prefix that distinguishes it from a marker.</summary>
    public static string NameOf(string key) => key.StartsWith('$') ? key[1..] : key;

    private static PlanValue.List ReadList(ref Utf8JsonReader reader)
    {
        WorkBudget.Spend();
        var items = new List<PlanValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader));
        return new PlanValue.List(items);
    }

    private static PlanValue ReadMap(ref Utf8JsonReader reader)
    {
        var entries = new List<KeyValuePair<string, PlanValue>>();
        PlanValue? marker = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            WorkBudget.Spend();
            var key = reader.GetString()!;
            reader.Read();
            if (key == Markers.Key) marker = ReadMarker(ref reader);
            else entries.Add(new(NameOf(key), Read(ref reader)));
        }

        return marker is PlanValue.Masked masked ? Filled(masked, entries) : marker ?? new PlanValue.Map(entries);
    }

    private static PlanValue.Masked Filled(PlanValue.Masked masked, List<KeyValuePair<string, PlanValue>> members)
    {
        foreach (var (key, value) in members)
        {
            if (key == Markers.TextKey && value is PlanValue.Text text)
                masked = masked with { VisibleText = text.Value };
            if (key == Markers.OpenKey && value is PlanValue.Boolean { Value: true })
                masked = masked with { MayOpen = true };
        }

        return masked;
    }

    /// <summary>Facts are untrusted input: an unknown marker still hides its value.</summary>
    private static PlanValue ReadMarker(ref Utf8JsonReader reader)
    {
        var word = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        reader.Skip();
        return Markers.Read(word);
    }
}

/// <summary>The format of markers: <c>{"$":"sensitive"}</c> and so on.</summary>
internal static class Markers
{
    public const string Key = "$";

    /// <summary>The visible part of a masked text.</summary>
    public const string TextKey = "text";

    /// <summary>True when the masked part may open something.</summary>
    public const string OpenKey = "mayOpen";

    public static ReadOnlySpan<byte> QuotedKey => "\"$\""u8;

    public static ReadOnlySpan<byte> Sensitive => """{"$":"sensitive"}"""u8;

    public static ReadOnlySpan<byte> SensitiveChanged => """{"$":"sensitive-changed"}"""u8;

    public static ReadOnlySpan<byte> Unknown => """{"$":"unknown"}"""u8;

    /// <summary>The start of every marker of a masked text.</summary>
    public static ReadOnlySpan<byte> AnyMasked => """{"$":"masked"""u8;

    /// <summary>Part of the marker of a masked text that may open something.</summary>
    public static ReadOnlySpan<byte> Start => "\"mayOpen\":true"u8;

    public static string Masked(PlanValue.Masked masked)
    {
        var word = masked.Changed ? "masked-changed" : "masked";
        var text = masked.VisibleText is null ? "" : $",\"{TextKey}\":{CanonicalString.Of(masked.VisibleText)}";
        var open = masked.MayOpen ? $",\"{OpenKey}\":true" : "";
        return $"{{\"{Key}\":\"{word}\"{open}{text}}}";
    }

    public static PlanValue Read(string? word) => word switch
    {
        "sensitive" => new PlanValue.Sensitive(Changed: false),
        "sensitive-changed" => new PlanValue.Sensitive(Changed: true),
        "unknown" => PlanValue.Unknown.Value,
        "masked-changed" => new PlanValue.Masked(Changed: true),
        _ => PlanValue.Masked.Value,
    };
}
