namespace TfPilot.Core.Tests.House.Choices;

/// <summary>
/// C# with strings and comments replaced by blanks, so that brackets and words can be counted. Positions and lines stay
/// the same.
/// </summary>
internal static class CSharpText
{
    public static string WithoutTexts(string source)
    {
        var text = source.ToCharArray();
        for (var at = 0; at < text.Length;)
        {
            var end = EndOfText(source, at);
            for (var i = at; i < end; i++)
            {
                if (text[i] != '\n') text[i] = ' ';
            }

            at = Math.Max(at + 1, end);
        }

        return new(text);
    }

    /// <summary>
    /// The end of the comment, string or character that starts here; <paramref name="at"/> if none does.
    /// </summary>
    private static int EndOfText(string source, int at) =>
        Starts(source, at, "//") ? Found(source, "\n", at, includes: false)
        : Starts(source, at, "/*") ? Found(source, "*/", at + 2, includes: true)
        : source[at] == '\'' ? EndOfCharacter(source, at + 1)
        : EndOfString(source, at);

    private static int EndOfString(string source, int at)
    {
        var quote = at;
        while (quote < source.Length && source[quote] is '$' or '@') quote++;
        if (quote >= source.Length || source[quote] != '"') return at;
        var prefix = source[at..quote];
        var quotes = source.AsSpan(quote).IndexOfAnyExcept('"');
        if (quotes >= 3) return Found(source, new string('"', quotes), quote + quotes, includes: true);
        return EndOfLine(source, quote + 1, prefix.Contains('$'), prefix.Contains('@'));
    }

    private static int EndOfLine(string source, int from, bool hasHoles, bool isVerbatim)
    {
        for (var i = from; i < source.Length; i++)
        {
            if (!isVerbatim && source[i] == '\\') i++;
            else if (isVerbatim && Starts(source, i, "\"\"")) i++;
            else if (hasHoles && (Starts(source, i, "{{") || Starts(source, i, "}}"))) i++;
            else if (hasHoles && source[i] == '{') i = EndOfHole(source, i + 1);
            else if (source[i] == '"') return i + 1;
        }

        return source.Length;
    }

    /// <summary>The position of the closing brace; strings inside an interpolation may contain braces.</summary>
    private static int EndOfHole(string source, int from)
    {
        var depth = 0;
        for (var i = from; i < source.Length; i++)
        {
            var end = EndOfText(source, i);
            if (end > i) i = end - 1;
            else if (source[i] == '{') depth++;
            else if (source[i] == '}' && depth-- == 0) return i;
        }

        return source.Length;
    }

    private static int EndOfCharacter(string source, int from) =>
        source[from] == '\\' ? source.IndexOf('\'', from + 2) + 1 : from + 1 < source.Length && source[from + 1] == '\''
        ? from + 2 : from;

    private static int Found(string source, string end, int from, bool includes) =>
        source.IndexOf(end, from, StringComparison.Ordinal) is var found and >= 0 ? found + (includes ? end.Length : 0)
        : source.Length;

    private static bool Starts(string source, int at, string text) =>
        string.CompareOrdinal(source, at, text, 0, text.Length) == 0;
}
