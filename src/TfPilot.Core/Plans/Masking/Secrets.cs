using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>
/// The sensitive texts of one plan. Every other occurrence of a text of eight or more characters, whole or in a longer
/// text, plain or encoded, is masked. Values can be added until the first masking.
/// </summary>
internal sealed class Secrets
{
    private const int ShortestMasked = 8;
    private readonly HashSet<string> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> shortValues = new(StringComparer.Ordinal);
    private SecretFinder? finder;
    private MaskedJson? masking;

    public bool IsEmpty => values.Count == 0;

    public void Add(string value)
    {
        if (value.Length < ShortestMasked || PublicValues.Contains(value) || !values.Add(value)) return;
        foreach (var part in SecretParts.Of(value)) Add(part);
    }

    /// <summary>Adds a value that is too short to be searched for, with the name of its attribute.</summary>
    public void AddShort(string attribute, string value)
    {
        if (value.Length is 0 or >= ShortestMasked) return;
        if (!shortValues.TryGetValue(attribute, out var known)) shortValues[attribute] = known = [];
        known.Add(value);
    }

    /// <summary>The short values that an attribute of this name has as secrets somewhere.</summary>
    public IReadOnlySet<string> ShortValuesOf(string attribute) =>
        shortValues.TryGetValue(attribute, out var known) ? known : FrozenSet<string>.Empty;

    /// <summary>Adds the secrets that an otherwise public text names.</summary>
    public void AddLabeled(string text)
    {
        foreach (var part in SecretParts.FindLabeled(Base64Text.Decoded(text) ?? text)) Add(part);
    }

    /// <summary>Adds every string of a JSON value, raw or redacted, except markers.</summary>
    public void AddAll(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, PlanJson.Options);
        var inMarker = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName) inMarker = reader.ValueSpan.SequenceEqual("$"u8);
            else if (reader.TokenType == JsonTokenType.String && !inMarker) Add(reader.GetString()!);
            else if (reader.TokenType == JsonTokenType.Number) Add(Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    /// <summary>Masks only the secrets in a sentence or name.</summary>
    public string MaskWithin(string text)
    {
        if (IsEmpty || text.Length < ShortestMasked) return text;
        var plain = Encoding.UTF8.GetBytes(text);
        var places = Find(plain);
        return places.Count == 0 ? text : MaskedText.Of(plain, places);
    }

    /// <summary>The positions of secrets in a text, in order.</summary>
    public IReadOnlyList<Range> Find(ReadOnlySpan<byte> utf8) => IsEmpty ? [] : Finder.Find(utf8);

    public PlanValue Mask(PlanValue value) => Mask(RedactedJson.Of(value)).Value();

    public RedactedJson Mask(RedactedJson json) => IsEmpty || json.IsNull ? json : Masking.Of(json);

    /// <summary>Masks configuration expressions but keeps references.</summary>
    public RedactedJson MaskExpressions(RedactedJson json) =>
        IsEmpty || json.IsNull ? json : Masking.Of(json, isConfiguration: true);

    /// <summary>Masks both sides of a change. A difference inside a mask is marked as changed.</summary>
    public (RedactedJson Before, RedactedJson After) Mask(RedactedJson before, RedactedJson after)
    {
        var (was, becomes) = (Mask(before), Mask(after));
        var onlyOneIsMasked = was == before || becomes == after;
        return (was, onlyOneIsMasked || before == after ? becomes
            : MaskedChanges.MarkChanges(before, after, was, becomes));
    }

    private SecretFinder Finder => finder ??= new SecretFinder(values);

    private MaskedJson Masking => masking ??= new MaskedJson(Finder);
}
