using System.Text;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>
/// Corrects <c>$</c> in .NET regular expressions, which also matches before a final line break; policy authors do not
/// expect that.
/// </summary>
internal static partial class ExpressionEnds
{
    /// <summary>
    /// Makes every anchor <c>$</c> match only the end of the text, unless the multiline option is set.
    /// </summary>
    public static string Strictly(string expression)
    {
        if (AsksForLines().IsMatch(expression)) return expression;
        var strict = new StringBuilder(expression.Length + 4);
        var set = -1;
        for (var i = 0; i < expression.Length; i++)
        {
            var c = expression[i];
            if (c == '\\' && i + 1 < expression.Length) strict.Append(c).Append(expression[++i]);
            else strict.Append(c == '$' && set < 0 ? "\\z" : c);
            if (set < 0 && c == '[') set = i;
            else if (c == ']' && i > set + 1 && !(i == set + 2 && expression[set + 1] == '^')) set = -1;
        }

        return strict.ToString();
    }

    [GeneratedRegex(@"\(\?[a-z]*m", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex AsksForLines();
}
