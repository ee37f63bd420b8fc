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

    /// <summary>Creates the marker; its visible text is null if the whole text is masked.</summary>
    public static PlanValue.Masked Marker(ReadOnlySpan<byte> text, IReadOnlyList<Range> places)
    {
        var masked = Of(text, places);
        return new(masked == Word ? null : masked) { MayOpen = OpenWords.AreHidden(text, places, masked) };
    }
}
