using System.Globalization;
using System.Text;

namespace TfPilot.Core.Basics;

/// <summary>
/// Untrusted text as a single line that is safe to display: characters that would move the cursor, hide text or reverse
/// its order (controls, bidi and other format characters, lone surrogates) are escaped, such as <c>\u001b</c>.
/// </summary>
public static class VisibleText
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var visible = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                visible.Append('\uFFFD');
                i++;
                continue;
            }

            Append(rune, visible);
            i += rune.Utf16SequenceLength;
        }

        return visible.ToString();
    }

    /// <summary>
    /// A URL that is safe to display: the part before the host is removed, because it may contain a password.
    /// </summary>
    public static string OfAddress(string text) =>
        Of(text.LastIndexOf('@') is > 0 and var at ? $"…{text[at..]}" : text);

    private static void Append(Rune rune, StringBuilder into)
    {
        if (rune.Value == '\n') into.Append("\\n");
        else if (rune.Value == '\t') into.Append("\\t");
        else if (!IsHidden(rune)) into.Append(rune.ToString());
        else if (rune.IsBmp) into.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        else into.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
    }

    /// <summary>Joiners are kept because emoji and several scripts need them, and they hide nothing.</summary>
    private static bool IsHidden(Rune rune) =>
        rune.Value is not (ZeroWidthJoiner or ZeroWidthNonJoiner) && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;
}
