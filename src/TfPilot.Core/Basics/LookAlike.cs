namespace TfPilot.Core.Basics;

/// <summary>
/// Recognizes texts that differ and look the same: in white space, in combining marks, or in letters of another script
/// that look like ASCII.
/// </summary>
internal static class LookAlike
{
    /// <summary>Scripts and blocks with letters that look like ASCII letters or digits.</summary>
    private static readonly (char First, char Last)[] Scripts =
    [
        ('\u0370', '\u058F'), // Greek, Cyrillic, Armenian
        ('\u13A0', '\u13FF'), // Cherokee
        ('\u2100', '\u214F'), // letter-like symbols
        ('\uFF01', '\uFF5E'), // full-width forms
    ];

    public static bool Differ(string before, string after)
    {
        var head = before.AsSpan().CommonPrefixLength(after);
        var left = before.AsSpan(head);
        var right = after.AsSpan(head);
        while (left.Length > 0 && right.Length > 0 && left[^1] == right[^1])
        {
            left = left[..^1];
            right = right[..^1];
        }

        if (HasCombiningMark(left) || HasCombiningMark(right)) return true;
        if (left.Length != right.Length) return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i] && (Imitates(left[i], right[i]) || Imitates(right[i], left[i]))) return true;
        }

        return false;
    }

    /// <summary>The text with every character outside ASCII escaped.</summary>
    public static string Spelled(string text) =>
        string.Concat(text.Select(c => c > '~' && c != '…' ? $"\\u{(int)c:x4}" : c.ToString()));

    private static bool HasCombiningMark(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\u0300', '\u036F') >= 0;

    private static bool Imitates(char other, char ascii) => char.IsAsciiLetterOrDigit(ascii)
        && Scripts.Any(script => other >= script.First && other <= script.Last);
}
