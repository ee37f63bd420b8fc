using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TfPilot.Core.Basics;

/// <summary>
/// Escapes untrusted text for GitHub's Markdown: it is shown literally, opens no markup, closes none of ours, and
/// creates no mention or link.
/// </summary>
public static partial class MarkdownText
{
    private const int LongestLink = 1_000;
    private const string ZeroWidthSpace = "&#8203;";

    /// <summary>For prose and table cells.</summary>
    public static string Escape(string text)
    {
        var visible = VisibleText.Of(text);
        StringBuilder? escaped = null;
        for (var i = 0; i < visible.Length; i++)
        {
            if (EscapeAt(visible, i) is { } other)
                (escaped ??= new StringBuilder(visible.Length + 16).Append(visible, 0, i)).Append(other);
            else
                escaped?.Append(visible[i]);
        }

        return escaped?.ToString() ?? visible;
    }

    /// <summary>A code span that is also safe in table cells.</summary>
    public static string Code(string text)
    {
        var visible = VisibleText.Of(text);
        return visible.Length == 0 || visible[0] == ' ' || visible[^1] == ' ' || visible.AsSpan().ContainsAny("`|\\<")
            ? HtmlCode(visible)
            : $"`{visible}`";
    }

    /// <summary>
    /// A code span for places where Markdown is not rendered, such as <c>&lt;summary&gt;</c>; it is safe everywhere
    /// else as well.
    /// </summary>
    public static string HtmlCode(string text)
    {
        var escaped = new StringBuilder("<code>");
        AppendHtml(escaped, VisibleText.Of(text), breakMentions: false);
        return escaped.Append("</code>").ToString();
    }

    /// <summary>For prose in places where Markdown is not rendered, such as <c>&lt;summary&gt;</c>.</summary>
    public static string Html(string text)
    {
        var escaped = new StringBuilder();
        AppendHtml(escaped, VisibleText.Of(text), breakMentions: true);
        return escaped.ToString();
    }

    /// <summary>A link with our own text <paramref name="words"/>; null if the URL is not http(s).</summary>
    public static string? Link(string words, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            || address.Length > LongestLink) return null;
        var target = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(uri.AbsoluteUri))
        {
            if (char.IsAsciiLetterOrDigit((char)unit) || "-._/:?#=%+,;".Contains((char)unit)) target.Append((char)unit);
            else if (unit == '&') target.Append("&amp;");
            else target.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
        }

        return $"[{words}]({target})";
    }

    /// <summary>
    /// Lines for a fenced block. HTML comments and details tags are broken up, so that code that parses the raw text
    /// does not mistake them for ours.
    /// </summary>
    public static string Fenced(IEnumerable<string> lines) =>
        Tags().Replace(string.Join('\n', lines.Select(VisibleText.Of)), "<\u200B");

    /// <summary>A fence that no run of backticks in the text can close.</summary>
    public static string Fence(string text) =>
        new('`', Math.Max(3, 1 + Backticks().EnumerateMatches(text).MaxLength()));

    /// <param name="breakMentions">GitHub finds mentions and references in the rendered HTML, but not in code.</param>
    private static void AppendHtml(StringBuilder escaped, string visible, bool breakMentions)
    {
        for (var i = 0; i < visible.Length; i++)
        {
            var (c, before, after) = (visible[i], At(visible, i - 1), At(visible, i + 1));
            if (IsPlainInHtml(c, before, after)) escaped.Append(c);
            else escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
            if (breakMentions && (c is '@' or '#' || (c == '-' && before is 'H' or 'h')) && char.IsLetterOrDigit(after))
                escaped.Append(ZeroWidthSpace);
        }
    }

    private static int MaxLength(this Regex.ValueMatchEnumerator matches)
    {
        var longest = 0;
        foreach (var match in matches) longest = Math.Max(longest, match.Length);
        return longest;
    }

    /// <summary>The replacement for a character; null if it needs none.</summary>
    private static string? EscapeAt(string visible, int at)
    {
        var start = visible.AsSpan(0, at);
        if (visible[at] == '.' && start.EndsWith("www", StringComparison.OrdinalIgnoreCase)) return "\\.";
        var startsLine = start.IndexOfAnyExceptInRange('0', '9') < 0;
        return Escape(visible[at], At(visible, at - 1), At(visible, at + 1), startsLine);
    }

    /// <param name="startsLine">Only digits precede it, so a list marker or heading could start here.</param>
    private static string? Escape(char c, char before, char after, bool startsLine) => c switch
    {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '@' when char.IsLetterOrDigit(after) => "@" + ZeroWidthSpace,
        '#' when char.IsAsciiDigit(after) => "\\#" + ZeroWidthSpace,
        '\\' or '`' or '*' or '[' or ']' or '|' or '~' or '$' or '#' => $"\\{c}",
        '_' when !(char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after)) => "\\_",
        ':' when after == '/' || char.IsLetter(after) => "\\:",
        '+' or ')' or '-' or '.' when startsLine => $"\\{c}",
        '-' when before is 'H' or 'h' && char.IsAsciiDigit(after) => "-" + ZeroWidthSpace,
        _ => null,
    };

    private static bool IsPlainInHtml(char c, char before, char after) => c switch
    {
        >= (char)0x80 => true,
        '_' => char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after),
        '.' => before is not ('w' or 'W'),
        '/' or '-' or ',' or ' ' => true,
        _ => char.IsAsciiLetterOrDigit(c),
    };

    private static char At(string text, int index) => index >= 0 && index < text.Length ? text[index] : '\0';

    [GeneratedRegex("`+", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Backticks();

    [GeneratedRegex(
        "<(?=!--|/?details|/?summary)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Tags();
}
