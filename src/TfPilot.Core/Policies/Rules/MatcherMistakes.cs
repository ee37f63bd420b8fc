using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>What can be wrong with a matcher as written: each is said with what to write instead.</summary>
internal static class MatcherMistakes
{
    private const string AnyEnvironment = "environment";
    private const int MaxExpression = 1_000;

    public static string? OfValue(string item)
    {
        if (item.StartsWith("!=", StringComparison.Ordinal)) return OfNegated(item[2..]);
        if (ValueTest.IsExpression(item)) return OfExpression(item);
        var filled = ValueTest.Fill(item, AnyEnvironment);
        if (ValueTest.SignOf(filled) is { } sign) return NumberText.Is(filled[sign.Length..].Trim()) ? null : $"{sign} compares numbers: write a number behind it, as in {sign}7";
        if (item.StartsWith('^')) return "regular expressions stand between slashes, as in /^web-/";
        return OfGlob(filled);
    }

    public static string? OfList(IReadOnlyList<string> items) =>
        items.Count > 1 && items.Any(item => item.StartsWith("!=", StringComparison.Ordinal))
            ? "holds a != beside other items; a list is any of them, so nearly everything would fit: write one item, as in \"!={a,b}\"" : null;

    public static string? OfType(string pattern)
    {
        if (pattern.Split('!').Any(part => part.Trim().Length == 0)) return "a glob stands before and behind each !, as in aws_*!aws_instance";
        return pattern.Any(char.IsWhiteSpace) ? "resource types hold no spaces; write several as a list" : OfGlob(pattern);
    }

    private static string? OfNegated(string item) => item.Length == 0 ? "!= negates what stands behind it, as in !=443; \"must be set\" is \"*\"" : OfValue(item);

    private static string? OfExpression(string item)
    {
        if (item.Length > MaxExpression) return $"a regular expression has at most {MaxExpression} characters; write several conditions";
        if (item == "//") return "the regular expression between the slashes is empty; any value is \"*\"";
        try
        {
            ValueTest.Expression(item, AnyEnvironment);
            return null;
        }
        catch (ArgumentException e)
        {
            return $"the regular expression is broken: {e.Message}";
        }
        catch (NotSupportedException)
        {
            return "look-arounds, back references and other parts that need backtracking are not supported in regular expressions; write two conditions instead";
        }
    }

    private static string? OfGlob(string glob) =>
        glob.Contains("${", StringComparison.Ordinal) ? "the only name that is filled in is ${env}" : Glob.Mistake(glob);
}
