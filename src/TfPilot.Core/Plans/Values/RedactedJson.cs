using System.Text;
using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>
/// A plan value in its canonical, redacted JSON: UTF-8, no white space, keys sorted by their bytes, minimal escaping,
/// so that equal values are equal bytes. It is stored as bytes because a plan has many values and few are read. Markers
/// are objects with the single key <c>$</c> (see <see cref="Markers"/>); a leading <c>$</c> in a plan's own key is
/// doubled.
/// </summary>
public readonly struct RedactedJson : IEquatable<RedactedJson>
{
    internal const int MaxDepth = 256;
    private readonly ReadOnlyMemory<byte> utf8;

    private RedactedJson(ReadOnlyMemory<byte> utf8) => this.utf8 = utf8;

    /// <summary>No object, as before a creation and after a deletion. Equal to <c>default</c>.</summary>
    public static RedactedJson Null => default;

    public bool IsNull => utf8.IsEmpty;

    internal ReadOnlyMemory<byte> Memory => utf8;

    public ReadOnlySpan<byte> Utf8 => utf8.IsEmpty ? "null"u8 : utf8.Span;

    /// <summary>Wraps bytes that are already canonical and redacted.</summary>
    public static RedactedJson FromCanonical(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.SequenceEqual("null"u8) ? default : new(utf8);

    /// <summary>
    /// Replaces a value that turned out to be sensitive with a marker. An unknown value stays unknown, because there is
    /// nothing to hide.
    /// </summary>
    internal static RedactedJson Hidden(RedactedJson value, bool changed) =>
        value.IsNull || value.Utf8.SequenceEqual(Markers.Unknown) ? value
        : new((changed ? Markers.SensitiveChanged : Markers.Sensitive).ToArray());

    /// <summary>The canonical form of a tree.</summary>
    public static RedactedJson Of(PlanValue value) => FromCanonical(Encoding.UTF8.GetBytes(CanonicalText.Of(value)));

    /// <summary>
    /// Whether the bytes occur anywhere, including markers and keys; a fast check before calling <see cref="Value"/>.
    /// </summary>
    public bool Mentions(ReadOnlySpan<byte> bytes) => utf8.Span.IndexOf(bytes) >= 0;

    /// <summary>Like <see cref="Mentions"/>, for ASCII text and ignoring case.</summary>
    public bool MentionsInAnyCase(ReadOnlySpan<byte> ascii)
    {
        var (low, high) = ((byte)char.ToLowerInvariant((char)ascii[0]), (byte)char.ToUpperInvariant((char)ascii[0]));
        var rest = utf8.Span;
        while (rest.IndexOfAny(low, high) is var at and >= 0 && rest.Length - at >= ascii.Length)
        {
            if (Ascii.EqualsIgnoreCase(rest.Slice(at, ascii.Length), ascii)) return true;
            rest = rest[(at + 1)..];
        }

        return false;
    }

    /// <summary>Parses the value into a tree; each call builds a new one.</summary>
    public PlanValue Value()
    {
        if (utf8.IsEmpty) return PlanValue.Null.Value;
        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        return PlanValueReader.Read(ref reader);
    }

    public bool Equals(RedactedJson other) => Utf8.SequenceEqual(other.Utf8);

    public override bool Equals(object? obj) => obj is RedactedJson other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(utf8.Span);
        return hash.ToHashCode();
    }

    public static bool operator ==(RedactedJson left, RedactedJson right) => left.Equals(right);

    public static bool operator !=(RedactedJson left, RedactedJson right) => !left.Equals(right);

    public override string ToString() => Encoding.UTF8.GetString(Utf8);
}
