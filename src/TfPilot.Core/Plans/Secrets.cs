using System.Text;
using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>
/// The sensitive strings of one plan, kept only while it is read: wherever one of eight or more characters stands again in the open, it is masked.
/// </summary>
internal sealed class Secrets
{
    private const int ShortestMasked = 8;
    private readonly HashSet<string> values = new(StringComparer.Ordinal);
    private readonly HashSet<int> lengths = [];

    public void Add(string value)
    {
        if (value.Length < ShortestMasked || !values.Add(value)) return;
        lengths.Add(Encoding.UTF8.GetByteCount(CanonicalString.Of(value)) - 2);
    }

    /// <summary>Adds every string of a JSON value, raw or redacted; the words of markers are none.</summary>
    public void AddAll(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, PlanJson.Options);
        var inMarker = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName) inMarker = reader.ValueSpan.SequenceEqual("$"u8);
            else if (reader.TokenType == JsonTokenType.String && !inMarker) Add(reader.GetString()!);
        }
    }

    public bool IsEmpty => values.Count == 0;

    public string? Mask(string? text) => text is not null && values.Contains(text) ? "(masked)" : text;

    /// <summary>A sentence of the author, who may have put a secret into the middle of it.</summary>
    public string MaskWithin(string sentence) =>
        values.OrderByDescending(value => value.Length).Aggregate(sentence, (text, value) => text.Replace(value, "(masked)", StringComparison.Ordinal));

    public RedactedJson Mask(RedactedJson json)
    {
        if (values.Count == 0 || json.IsNull) return json;
        var utf8 = json.Utf8;
        var masked = default(MemoryStream);
        var copied = 0;
        var reader = new Utf8JsonReader(utf8, PlanJson.Options);
        var inMarker = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName) inMarker = reader.ValueSpan.SequenceEqual("$"u8);
            if (reader.TokenType != JsonTokenType.String || inMarker) continue;
            if (!lengths.Contains(reader.ValueSpan.Length) || !values.Contains(reader.GetString()!)) continue;
            masked ??= new MemoryStream();
            masked.Write(utf8[copied..(int)reader.TokenStartIndex]);
            masked.Write(Markers.Masked);
            copied = (int)reader.BytesConsumed;
        }

        if (masked is null) return json;
        masked.Write(utf8[copied..]);
        return RedactedJson.FromCanonical(masked.ToArray());
    }
}
