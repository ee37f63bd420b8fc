using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>Errors in matchers; each message says what to write instead.</summary>
internal static class MatcherErrors
{
    private const string AnyEnvironment = "environment";
    private const int MaxExpression = 1_000;

    public static string? OfValue(string item)
    {
        if (item.StartsWith("!=", StringComparison.Ordinal)) return OfNegated(item[2..]);
        if (ValueTest.IsExpression(item)) return OfExpression(item);
        var filled = ValueTest.Fill(item, AnyEnvironment);
        if (ValueTest.SignOf(filled) is { } sign)
            return NumberText.Is(filled[sign.Length..].Trim()) ? null
                : $"{sign} compares numbers: write a number after it, such as {sign}7";
        if (item.StartsWith('^')) return "write regular expressions between slashes, such as /^web-/";
        return OfGlob(filled);
    }

    public static string? OfList(IReadOnlyList<string> items) =>
        items.Count > 1 && items.Any(item => item.StartsWith("!=", StringComparison.Ordinal))
            ? "combines != with other items; a list matches any item, so nearly everything would match: write one " +
                "item, such as \"!={a,b}\""
            : null;

    public static string? OfType(string pattern)
    {
        if (pattern.Split('!').Any(part => part.Trim().Length == 0))
            return "each ! needs a glob before and after it, such as aws_*!aws_instance";
        return pattern.Any(char.IsWhiteSpace) ? "resource types contain no spaces; write several as a list"
            : OfGlob(pattern);
    }

    private static string? OfNegated(string item) =>
        item.Length == 0 ? "!= needs a value after it, such as !=443; for \"must be set\" write \"*\"" : OfValue(item);

    private static string? OfExpression(string item)
    {
        if (item.Length > MaxExpression)
            return $"a regular expression may have at most {MaxExpression} characters; use several conditions";
        if (item == "//") return "the regular expression between the slashes is empty; for any value write \"*\"";
        try
        {
            ValueTest.Expression(item, AnyEnvironment);
            return null;
        }
        catch (ArgumentException e)
        {
            return $"the regular expression is invalid: {e.Message}";
        }
        catch (NotSupportedException)
        {
            return "look-arounds, back references and other backtracking constructs are not supported; use two " +
                "conditions instead";
        }
    }

    private static string? OfGlob(string glob) =>
        glob.Contains("${", StringComparison.Ordinal) ? "the only supported variable is ${env}" : Glob.FindError(glob);
}
