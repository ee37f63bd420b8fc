namespace TfPilot.Core.Basics;

/// <summary>
/// A pattern over a resource type: <c>*</c> is any run of characters, <c>{a,b}</c> either word; case counts.
/// <c>aws_rds_cluster*</c> matches <c>aws_rds_cluster</c> and <c>aws_rds_cluster_instance</c>.
/// </summary>
public readonly record struct Glob(string Pattern)
{
    public bool Matches(ReadOnlySpan<char> text) => Matches(Pattern, text);

    /// <summary>What is wrong with a pattern as written; null when nothing is: braces come in pairs, are not nested and hold words.</summary>
    public static string? Mistake(string pattern)
    {
        var rest = pattern.AsSpan();
        while (rest.IndexOfAny('{', '}') is var open and >= 0)
        {
            var inside = rest[(open + 1)..];
            var close = inside.IndexOfAny('{', '}');
            if (rest[open] == '}' || close < 0 || inside[close] == '{') return "braces come in pairs and are not nested, as in {small,large}";
            if (close == 0) return "{} holds no words; write them with commas between, as in {small,large}";
            rest = inside[(close + 1)..];
        }

        return null;
    }

    public override string ToString() => Pattern;

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (pattern.Length > 0)
        {
            switch (pattern[0])
            {
                case '*' when pattern.Length == 1:
                    return true;
                case '*':
                    for (var skipped = 0; skipped <= text.Length; skipped++)
                    {
                        if (Matches(pattern[1..], text[skipped..])) return true;
                    }

                    return false;
                case '{' when pattern.IndexOf('}') is var close and > 0:
                    var words = pattern[1..close];
                    foreach (var range in words.Split(','))
                    {
                        var word = words[range];
                        if (text.StartsWith(word) && Matches(pattern[(close + 1)..], text[word.Length..])) return true;
                    }

                    return false;
                default:
                    if (text.Length == 0 || text[0] != pattern[0]) return false;
                    pattern = pattern[1..];
                    text = text[1..];
                    break;
            }
        }

        return text.Length == 0;
    }
}
