using System.Text;
using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>
/// The sensitive texts of one plan. Wherever one of eight or more characters stands again in the open, whole or
/// within a longer text,
/// plain or coded, it is masked. Values can be added until something is masked for the first time.
/// </summary>
internal sealed class Secrets
{
    private const int ShortestMasked = 8;
    private readonly HashSet<string> values = new(StringComparer.Ordinal);
    private SecretFinder? finder;
    private MaskedJson? masking;

    public bool IsEmpty => values.Count == 0;

    public void Add(string value)
    {
        if (value.Length < ShortestMasked || PublicValues.Contains(value) || !values.Add(value)) return;
        foreach (var part in SecretParts.Of(value)) Add(part);
    }

    /// <summary>Adds what a text that is no secret itself calls a secret.</summary>
    public void AddNamed(string text)
    {
        foreach (var part in SecretParts.Named(Base64Text.Decoded(text) ?? text)) Add(part);
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
            else if (reader.TokenType == JsonTokenType.Number) Add(Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    /// <summary>A sentence or a name, of which only the secrets are masked.</summary>
    public string MaskWithin(string text)
    {
        if (IsEmpty || text.Length < ShortestMasked) return text;
        var plain = Encoding.UTF8.GetBytes(text);
        var places = Finder.Find(plain);
        return places.Count == 0 ? text : MaskedText.Of(plain, places);
    }

    public PlanValue Mask(PlanValue value) => Mask(RedactedJson.Of(value)).Value();

    public RedactedJson Mask(RedactedJson json) => IsEmpty || json.IsNull ? json : Masking.Of(json);

    /// <summary>Expressions of the configuration, in which references stay.</summary>
    public RedactedJson MaskExpressions(RedactedJson json) =>
        IsEmpty || json.IsNull ? json : Masking.Of(json, isConfiguration: true);

    /// <summary>Both sides of a change. What differs only within a mask is told as changed.</summary>
    public (RedactedJson Before, RedactedJson After) Mask(RedactedJson before, RedactedJson after)
    {
        var (was, becomes) = (Mask(before), Mask(after));
        var onlyOneIsMasked = was == before || becomes == after;
        return (was, onlyOneIsMasked || before == after ? becomes : MaskedChanges.Tell(before, after, was, becomes));
    }

    private SecretFinder Finder => finder ??= new SecretFinder(values);

    private MaskedJson Masking => masking ??= new MaskedJson(Finder);
}
