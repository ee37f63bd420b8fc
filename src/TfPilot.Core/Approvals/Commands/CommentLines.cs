using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Extracts the lines of a comment that GitHub shows as the author's own text.</summary>
internal static partial class CommentLines
{
    private const int CodeIndent = 4;

    /// <summary>Without quotations and their continuation lines, code, and hidden Markdown.</summary>
    public static IEnumerable<string> WithoutQuotesAndCode(string body)
    {
        var (fence, isQuoted, text) = ((string?)null, false, new List<string>());
        foreach (var line in Hidden()
            .Replace(body.Replace('\0', '\uFFFD').ReplaceLineEndings("\n"),
                hidden => new string('\n', hidden.Value.Count(c => c == '\n'))).Split('\n'))
        {
            var mark = Fence().Match(line);
            if (fence is not null)
            {
                if (mark.Success && mark.Groups["mark"].Value.StartsWith(fence, StringComparison.Ordinal)
                    && string.IsNullOrWhiteSpace(mark.Groups["rest"].Value)) fence = null;
                text.Add("");
                continue;
            }

            if (mark.Success)
            {
                fence = mark.Groups["mark"].Value;
                text.Add("");
                continue;
            }

            // Markdown continues a quotation on the line directly below it.
            isQuoted = line.TrimStart().StartsWith('>') || (isQuoted && !string.IsNullOrWhiteSpace(line));
            text.Add(isQuoted || IsIndentedCode(line) || string.IsNullOrWhiteSpace(line) ? "" : line);
        }

        return OutsideSpans(text);
    }

    /// <summary>A code span may start on one line and end on a later line of the same paragraph.</summary>
    private static IEnumerable<string> OutsideSpans(List<string> lines)
    {
        var paragraphs = string.Join('\n', lines).Split("\n\n");
        return paragraphs.SelectMany(paragraph => Spans()
            .Replace(paragraph,
                span => span.Value.Contains('\n', StringComparison.Ordinal) ? new string('`', span.Length) : span.Value)
                    .Split('\n'));
    }

    private static bool IsIndentedCode(string line) =>
        line.StartsWith('\t') || line.TakeWhile(c => c == ' ').Count() >= CodeIndent;

    [GeneratedRegex(@"^ {0,3}(?<mark>`{3,}|~{3,})(?<rest>.*)$", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Fence();

    [GeneratedRegex(
        @"(?<!`)(?<ticks>`+)(?!`).*?(?<!`)\k<ticks>(?!`)",
        RegexOptions.Singleline,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Spans();

    /// <summary>
    /// HTML comments, which are never shown, and elements shown as code or quotations. Without an end they extend to
    /// the end of the text.
    /// </summary>
    [GeneratedRegex(
        @"<!--.*?(-->|\z)|<(?<tag>pre|code|blockquote)\b.*?(</\k<tag>\s*>|\z)",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Hidden();
}
