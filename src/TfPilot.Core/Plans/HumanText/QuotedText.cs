using System.Globalization;
using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>Text in double quotes as Go writes it, which is how Terraform prints the strings of a plan.</summary>
internal static class QuotedText
{
    /// <summary>The position after the closing quote; -1 if there is none.</summary>
    /// <param name="start">The position of the opening quote.</param>
    public static int EndOf(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '"') return i + 1;
        }

        return -1;
    }

    /// <summary>The string that was quoted; null if an escape is unknown.</summary>
    public static string? Decode(string quoted)
    {
        if (!quoted.Contains('\\', StringComparison.Ordinal)) return quoted[1..^1];
        var decoded = new StringBuilder(quoted.Length);
        for (var i = 1; i < quoted.Length - 1; i++)
        {
            if (quoted[i] != '\\') decoded.Append(quoted[i]);
            else if (Escape(quoted.AsSpan(i + 1, quoted.Length - i - 2)) is not (var character, > 0 and var length))
                return null;
            else
            {
                decoded.Append(character);
                i += length;
            }
        }

        return decoded.ToString();
    }

    public static string Encode(string text) => $"\"{text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)}\"";

    /// <summary>The character of an escape and the length of the escape without the backslash; 0 if unknown.</summary>
    private static (string Character, int Length) Escape(ReadOnlySpan<char> rest) => rest[0] switch
    {
        'n' => ("\n", 1),
        't' => ("\t", 1),
        'r' => ("\r", 1),
        'a' => ("\a", 1),
        'b' => ("\b", 1),
        'f' => ("\f", 1),
        'v' => ("\v", 1),
        '\\' or '"' or '\'' => (rest[..1].ToString(), 1),
        'x' => Code(rest, digits: 2),
        'u' => Code(rest, digits: 4),
        'U' => Code(rest, digits: 8),
        _ => ("", 0),
    };

    private static (string Character, int Length) Code(ReadOnlySpan<char> rest, int digits) =>
        rest.Length > digits
        && int.TryParse(
            rest[1..(digits + 1)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
        && Rune.IsValid(code)
            ? (new Rune(code).ToString(), digits + 1) : ("", 0);
}
