using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>Replaces each secret in a text with a placeholder.</summary>
internal static class MaskedText
{
    public const string Word = "(masked)";

    public static string Of(ReadOnlySpan<byte> text, IReadOnlyList<Range> places)
    {
        var masked = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var place in places)
        {
            masked.Append(Encoding.UTF8.GetString(text[copied..place.Start.Value])).Append(Word);
            copied = place.End.Value;
        }

        return masked.Append(Encoding.UTF8.GetString(text[copied..])).ToString();
    }

    /// <param name="text">The text.</param>
    /// <param name="places">The positions in characters.</param>
    public static string Of(string text, IReadOnlyList<Range> places)
    {
        if (places.Count == 0) return text;
        var masked = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var place in places)
        {
            masked.Append(text.AsSpan(copied..place.Start.Value)).Append(Word);
            copied = place.End.Value;
        }

        return masked.Append(text.AsSpan(copied)).ToString();
    }

    /// <summary>The positions in order; those that overlap or adjoin are one. Empty ones are left out.</summary>
    public static IReadOnlyList<Range> Joined(List<Range> places)
    {
        places.Sort((a, b) => a.Start.Value.CompareTo(b.Start.Value));
        var joined = new List<Range>();
        foreach (var place in places)
        {
            if (place.End.Value <= place.Start.Value) continue;
            if (joined.Count == 0 || place.Start.Value > joined[^1].End.Value) joined.Add(place);
            else joined[^1] = joined[^1].Start..Math.Max(joined[^1].End.Value, place.End.Value);
        }

        return joined;
    }

    /// <summary>Creates the marker; its visible text is null if the whole text is masked.</summary>
    public static PlanValue.Masked Marker(ReadOnlySpan<byte> text, IReadOnlyList<Range> places)
    {
        var masked = Of(text, places);
        return new(masked == Word ? null : masked) { MayOpen = OpenWords.AreHidden(text, places, masked) };
    }
}
