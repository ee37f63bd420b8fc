namespace TfPilot.Core.Policies;

internal enum HclTokenKind
{
    Word,
    Text,
    Sign,
    Comment,
}

/// <summary>An HCL token with its start line, from 1. Strings are without quotes; heredocs are strings.</summary>
internal readonly record struct HclToken(HclTokenKind Kind, string Value, int Line)
{
    /// <summary>Whether it is a string or heredoc without its end.</summary>
    public bool IsUnfinished { get; init; }

    public bool Is(string sign) => Kind == HclTokenKind.Sign && Value == sign;
}

/// <summary>Splits any text into HCL tokens; invalid HCL yields useless tokens, never an error.</summary>
internal sealed class HclTokens
{
    private static readonly string[] Pairs = ["==", "=>", "!=", "<=", ">="];
    private readonly string text;
    private int at;
    private int line = 1;
    private bool isUnfinished;

    private HclTokens(string text) => this.text = text;

    public static IEnumerable<HclToken> Of(string text)
    {
        var tokens = new HclTokens(text);
        while (tokens.Next() is { } token) yield return token;
    }

    private HclToken? Next()
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '\uFEFF')) Step(1);
        if (at >= text.Length) return null;
        isUnfinished = false;
        return Read(line) with { IsUnfinished = isUnfinished };
    }

    private HclToken Read(int begin) =>
        text[at] switch
        {
            '#' => new(HclTokenKind.Comment, Comment(), begin),
            '/' when Starts("//") => new(HclTokenKind.Comment, Comment(), begin),
            '/' when Starts("/*") => new(HclTokenKind.Sign, LongComment(), begin),
            '<' when Starts("<<") && Heredoc() is { } heredoc => new(HclTokenKind.Text, heredoc, begin),
            '"' => new(HclTokenKind.Text, Quoted(), begin),
            var c when char.IsLetter(c) || c == '_' => new(HclTokenKind.Word, Word(), begin),
            _ => new(HclTokenKind.Sign, Sign(), begin),
        };

    private void Step(int count)
    {
        for (var end = Math.Min(at + count, text.Length); at < end; at++)
        {
            if (text[at] == '\n') line++;
        }
    }

    private bool Starts(string sign) => string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0;

    private string Comment() => Take(c => c != '\n');

    private string Word() => Take(c => char.IsLetterOrDigit(c) || c is '_' or '-');

    private string Take(Func<char, bool> belongs)
    {
        var begin = at;
        while (at < text.Length && belongs(text[at])) at++;
        return text[begin..at];
    }

    private string LongComment()
    {
        var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        Step((end < 0 ? text.Length : end + 2) - at);
        return "";
    }

    private string Sign()
    {
        var sign = text.Substring(at, Array.Exists(Pairs, Starts) ? 2 : 1);
        at += sign.Length;
        return sign;
    }

    /// <summary>Null, without consuming anything, when there is no heredoc marker and line end.</summary>
    private string? Heredoc()
    {
        var begin = text.IndexOf('\n', at);
        var marker = begin < 0 ? "" : text[(at + 2)..begin].TrimStart('-').Trim();
        if (marker.Length == 0 || !marker.All(c => char.IsLetterOrDigit(c) || c is '_' or '-')) return null;
        var end = ++begin;
        for (var next = begin; next < text.Length; next = end)
        {
            end = text.IndexOf('\n', next) is var newline and >= 0 ? newline + 1 : text.Length;
            isUnfinished = !text.AsSpan(next, end - next).Trim().SequenceEqual(marker);
            if (!isUnfinished) break;
        }

        Step(end - at);
        return text[begin..end];
    }

    /// <summary>
    /// Reads to the closing quote; interpolations may contain strings. An unterminated string ends with its line.
    /// </summary>
    private string Quoted()
    {
        var begin = at + 1;
        var inside = new Stack<char>(['"']);
        Step(1);
        while (at < text.Length && inside.TryPeek(out var mode))
        {
            var isText = mode == '"';
            if (isText && text[at] == '\n' && inside.Count == 1) break;
            if (isText && (text[at] == '\\' || Starts("$${") || Starts("%%{"))) Step(1);
            else if (isText && (Starts("${") || Starts("%{"))) Open('{', 1);
            else if (isText && text[at] == '"') inside.Pop();
            else if (!isText && text[at] == '}') inside.Pop();
            else if (!isText && text[at] is '"' or '{') Open(text[at], 0);
            Step(1);
        }

        isUnfinished = inside.Count > 0;
        return text[begin..Math.Max(begin, at - 1)];

        void Open(char mode, int skip)
        {
            inside.Push(mode);
            Step(skip);
        }
    }
}
