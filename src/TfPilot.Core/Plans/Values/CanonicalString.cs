using System.Globalization;
using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>
/// The single canonical encoding of JSON strings: quotes, backslashes and control characters are escaped, using JSON's
/// short escapes where they exist; everything else is unchanged.
/// </summary>
internal static class CanonicalString
{
    public static string Of(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text) Append(quoted, c);
        return quoted.Append('"').ToString();
    }

    /// <summary>
    /// A member name. A leading <c>$</c> is doubled, because a member <c>$</c> marks a redacted value
    /// (<see cref="Markers"/>).
    /// </summary>
    public static string OfName(string name) => Of(name.StartsWith('$') ? "$" + name : name);

    private static void Append(StringBuilder quoted, char c)
    {
        switch (c)
        {
            case '"' or '\\': quoted.Append('\\').Append(c); break;
            case '\n': quoted.Append("\\n"); break;
            case '\r': quoted.Append("\\r"); break;
            case '\t': quoted.Append("\\t"); break;
            case '\b': quoted.Append("\\b"); break;
            case '\f': quoted.Append("\\f"); break;
            case < ' ': quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); break;
            default: quoted.Append(c); break;
        }
    }
}
