namespace TfPilot.Core.Basics;

/// <summary>
/// A pattern over a resource type, an address or another text: <c>*</c> is any run of characters, <c>{a,b}</c> either word; case counts. In braces
/// of their own <c>{*}</c>, <c>{{}</c> and <c>{}}</c> are these characters themselves.
/// <c>aws_rds_cluster*</c> matches <c>aws_rds_cluster</c> and <c>aws_rds_cluster_instance</c>.
/// </summary>
public readonly record struct Glob(string Pattern)
{
    private const int LongestOnStack = 256;

    /// <summary>Room for a list of some hundred names in braces.</summary>
    private const int MaxLength = 4_096;

    /// <summary>The pattern that matches this text and no other.</summary>
    public static Glob Exactly(string text) => new(string.Concat(text.Select(c => c is '*' or '{' or '}' ? $"{{{c}}}" : c.ToString())));

    /// <summary>What is wrong with a pattern as written; null when nothing is: braces come in pairs, are not nested and hold words.</summary>
    public static string? Mistake(string pattern)
    {
        if (pattern.Length > MaxLength) return $"a pattern has at most {MaxLength} characters; write several";
        var rest = pattern.AsSpan();
        while (rest.IndexOfAny('{', '}') is var open and >= 0)
        {
            rest = rest[open..];
            var inside = rest[1..];
            var close = IsQuotedBrace(rest) ? 1 : inside.IndexOfAny('{', '}');
            if (rest[0] == '}' || close < 0 || inside[close] == '{') return "braces come in pairs and are not nested, as in {small,large}";
            if (close == 0) return "{} holds no words; write them with commas between, as in {small,large}";
            rest = inside[(close + 1)..];
        }

        return null;
    }

    public bool Matches(ReadOnlySpan<char> text)
    {
        var pattern = Pattern.AsSpan();
        var plain = pattern.IndexOfAny('*', '{');
        if (plain < 0) return text.SequenceEqual(pattern);
        return text.StartsWith(pattern[..plain]) && MatchesRest(pattern[plain..], text[plain..]);
    }

    public override string ToString() => Pattern;

    /// <summary>Follows how much of the text the pattern may have taken, so that no pattern takes long.</summary>
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

    private static void Take(ReadOnlySpan<char> word, ReadOnlySpan<char> text, ReadOnlySpan<bool> taken, Span<bool> next)
    {
        for (var at = 0; at + word.Length <= text.Length; at++)
        {
            if (taken[at] && text[at..].StartsWith(word)) next[at + word.Length] = true;
        }
    }

    private static bool IsQuotedBrace(ReadOnlySpan<char> pattern) => pattern.StartsWith("{{}") || pattern.StartsWith("{}}");
}
