namespace TfPilot.Core.Basics;

/// <summary>
/// A pattern for a resource type, an address or another text: <c>*</c> matches any characters and <c>{a,b}</c> either
/// word, case-sensitively. <c>{*}</c>, <c>{{}</c> and <c>{}}</c> match these characters literally.
/// <c>aws_rds_cluster*</c> matches <c>aws_rds_cluster</c> and <c>aws_rds_cluster_instance</c>.
/// </summary>
public readonly record struct Glob(string Pattern)
{
    private const int LongestOnStack = 256;

    /// <summary>Enough for a braced list of several hundred names.</summary>
    private const int MaxLength = 4_096;

    /// <summary>The pattern that matches exactly this text.</summary>
    public static Glob Exactly(string text) =>
        new(string.Concat(text.Select(c => c is '*' or '{' or '}' ? $"{{{c}}}" : c.ToString())));

    /// <summary>
    /// The syntax error of a pattern; null when it is valid. Braces must be paired, must not be nested, and must
    /// contain words.
    /// </summary>
    public static string? FindError(string pattern)
    {
        if (pattern.Length > MaxLength) return $"a pattern may have at most {MaxLength} characters; split it";
        var rest = pattern.AsSpan();
        while (rest.IndexOfAny('{', '}') is var open and >= 0)
        {
            rest = rest[open..];
            var inside = rest[1..];
            var close = IsQuotedBrace(rest) ? 1 : inside.IndexOfAny('{', '}');
            if (rest[0] == '}' || close < 0 || inside[close] == '{')
                return "braces must be paired and not nested, such as {small,large}";
            if (close == 0) return "{} is empty; write words separated by commas, such as {small,large}";
            rest = inside[(close + 1)..];
        }

        return null;
    }

    public bool Matches(ReadOnlySpan<char> text)
    {
        var pattern = Pattern.AsSpan();
        var plain = pattern.IndexOfAny('*', '{');
        if (plain < 0) return text.SequenceEqual(pattern);
        if (!text.StartsWith(pattern[..plain])) return false;
        return pattern.Contains('{') ? MatchesRest(pattern[plain..], text[plain..])
            : MatchesStars(pattern[(plain + 1)..], text[plain..]);
    }

    public override string ToString() => Pattern;

    /// <summary>
    /// The rest after a star, without braces. The first occurrence of each word leaves the most text for the next.
    /// </summary>
    private static bool MatchesStars(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (pattern.IndexOf('*') is var star and >= 0)
        {
            WorkBudget.Spend();
            var found = text.IndexOf(pattern[..star]);
            if (found < 0) return false;
            text = text[(found + star)..];
            pattern = pattern[(star + 1)..];
        }

        return text.EndsWith(pattern);
    }

    /// <summary>
    /// Tracks which prefixes of the text the pattern may match, so that no pattern takes exponential time.
    /// </summary>
    private static bool MatchesRest(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var length = text.Length + 1;
        var taken = length <= LongestOnStack ? stackalloc bool[length] : new bool[length];
        var next = length <= LongestOnStack ? stackalloc bool[length] : new bool[length];
        taken[0] = true;
        while (pattern.Length > 0)
        {
            WorkBudget.Spend();
            var least = taken.IndexOf(true);
            if (least < 0) return false;
            next.Clear();
            var close = IsQuotedBrace(pattern) ? 2 : pattern[0] == '{' ? pattern.IndexOf('}') : 0;
            if (pattern[0] == '*') next[least..].Fill(true);
            else if (close <= 0) Take(pattern[..1], text, taken, next);
            else if (IsQuotedBrace(pattern)) Take(pattern[1..2], text, taken, next);
            else foreach (var word in pattern[1..close].Split(',')) Take(pattern[1..close][word], text, taken, next);
            pattern = pattern[(Math.Max(close, 0) + 1)..];
            var before = taken;
            taken = next;
            next = before;
        }

        return taken[^1];
    }

    private static void Take(
        ReadOnlySpan<char> word, ReadOnlySpan<char> text, ReadOnlySpan<bool> taken, Span<bool> next)
    {
        for (var at = 0; at + word.Length <= text.Length; at++)
        {
            if (taken[at] && text[at..].StartsWith(word)) next[at + word.Length] = true;
        }
    }

    private static bool IsQuotedBrace(ReadOnlySpan<char> pattern) =>
        pattern.StartsWith("{{}") || pattern.StartsWith("{}}");
}
