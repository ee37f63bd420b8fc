using System.Globalization;
using System.Text;

namespace TfPilot.Core.Basics;

/// <summary>
/// The terminal width of a text: wide East Asian characters and emoji take two columns, combining marks and joiners
/// none.
/// </summary>
public static class TextColumns
{
    /// <summary>Unicode's East Asian Width W and F, plus wide emoji; adjacent ranges are merged.</summary>
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x23E9, 0x23EC), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653),
        (0x267F, 0x267F),
        (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE),
        (0x26D4, 0x26D4),
        (0x26EA, 0x26EA), (0x26F2, 0x26F5), (0x26FA, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728),
        (0x274C, 0x274E),
        (0x2753, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B55), (0x2E80, 0x303E),
        (0x3041, 0xA4CF),
        (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6),
        (0x16FE0, 0x18D08),
        (0x1B000, 0x1B2FB), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F320),
        (0x1F32D, 0x1F64F),
        (0x1F680, 0x1F6FF), (0x1F7E0, 0x1F7EB), (0x1F90C, 0x1F9FF), (0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>
    /// The text, truncated with an ellipsis to at most <paramref name="columns"/> columns; surrogate pairs are never
    /// split.
    /// </summary>
    public static string Truncate(string text, int columns)
    {
        // Combining marks have no width, so their number needs a separate limit.
        var units = 4 * columns;
        if (text.Length <= units && Of(text) <= columns) return text;
        var cut = new StringBuilder();
        var used = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Of(rune);
            if (used > columns || cut.Length + rune.Utf16SequenceLength >= units) break;
            cut.Append(rune.ToString());
        }

        return columns < 1 ? "" : cut.Append('…').ToString();
    }

    /// <summary>
    /// Like <see cref="Truncate"/>, but cuts between words when a word ends in the second half of the width.
    /// </summary>
    public static string TruncateAtWord(string text, int columns)
    {
        var cut = Truncate(text, columns);
        if (cut.Length == 0 || cut == text) return cut;
        var kept = cut[..^1];
        var isWhole = text[kept.Length] == ' ';
        var space = kept.LastIndexOf(' ');
        return isWhole || space < kept.Length / 2 ? cut : $"{kept[..space].TrimEnd(' ', ',', '·', ':')}…";
    }

    public static string Pad(string text, int columns) => text + new string(' ', Math.Max(0, columns - Of(text)));

    private static int Of(Rune rune) =>
        rune.IsAscii ? 1
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.Format ? 0
        : Wide.Any(range => rune.Value >= range.First && rune.Value <= range.Last) ? 2
        : 1;
}
