namespace TfPilot.Core.Tests.House.Choices;

/// <summary>Matches brackets in C# without strings and comments.</summary>
internal static class Braces
{
    /// <summary>The content of the bracket at this position.</summary>
    public static string Inside(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += Step(text[i]);
            if (depth == 0) return text[(open + 1)..i];
        }

        return text[(open + 1)..];
    }

    /// <summary>The innermost open bracket at this position; -1 if there is none.</summary>
    public static int Around(string text, int at)
    {
        var depth = 0;
        for (var i = at - 1; i >= 0; i--)
        {
            depth += Step(text[i]);
            if (depth > 0) return i;
        }

        return -1;
    }

    /// <summary>Splits at separators that are not inside brackets.</summary>
    public static IEnumerable<string> Split(string text, string separator)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += Step(text[i]);
            if (depth != 0 || string.CompareOrdinal(text, i, separator, 0, separator.Length) != 0) continue;
            yield return text[start..i];
            i += separator.Length - 1;
            start = i + 1;
        }

        yield return text[start..];
    }

    private static int Step(char c) => c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
}
