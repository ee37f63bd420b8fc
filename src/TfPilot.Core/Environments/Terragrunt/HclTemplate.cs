using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>The parts of an HCL string: literal text, and expressions between <c>${</c> and <c>}</c>.</summary>
internal static class HclTemplate
{
    /// <summary>Without comments.</summary>
    public static List<HclToken> Tokens(string expression) =>
        HclTokens.Of(expression).Where(token => token.Kind != HclTokenKind.Comment).ToList();

    /// <summary>In order; each part is either a literal or an expression.</summary>
    public static IEnumerable<(string Literal, string? Expression)> Parts(string text)
    {
        var begin = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('$' or '%') || at + 1 >= text.Length || text[at + 1] != '{') continue;
            if (at > begin && text[at - 1] == text[at]) continue; // $${ is an escape
            if (at > begin) yield return (text[begin..at], null);
            var end = EndOf(text, at + 2);
            yield return ("", text[(at + 2)..end]);
            begin = Math.Min(end + 1, text.Length);
            at = end;
        }

        if (begin < text.Length) yield return (text[begin..], null);
    }

    /// <summary>The position of the closing brace; strings may contain braces, and expressions strings.</summary>
    private static int EndOf(string text, int at)
    {
        var inside = new Stack<char>(['{']);
        for (; at < text.Length; at++)
        {
            var isText = inside.Peek() == '"';
            if (isText && text[at] == '\\') at++;
            else if (isText ? text[at] == '"' : text[at] == '}') inside.Pop();
            else if (isText ? text[at] == '{' && text[at - 1] is '$' or '%' : text[at] == '{') inside.Push('{');
            else if (!isText && text[at] == '"') inside.Push('"');
            if (inside.Count == 0) return at;
        }

        return text.Length;
    }
}
