using System.Globalization;
using System.Text.RegularExpressions;

namespace TfPilot.Core.Policies;

/// <summary><c># tfpilot:ignore RULE until=2026-12-31 reason="…"</c>. <paramref name="Until"/> is inclusive, null when missing or malformed.</summary>
public sealed record IgnoreComment(string Rule, DateOnly? Until, string Reason)
{
    private static readonly Regex Form = new(
        """^\s*(?:#|//)+\s*tfpilot:ignore\s+(?<rule>[\w-]+(/[\w./-]+)?)(?<rest>.*)$""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly Regex Day = new("""\buntil=(?<day>\S+)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly Regex Why = new(
        """\breason=("(?<why>[^"]*)"|(?<why>[^"].*))""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <summary>Null when the comment is another.</summary>
    internal static IgnoreComment? Read(string comment)
    {
        // The patterns cost more to build than most reviews take, and most sources never need them.
        if (!comment.Contains("tfpilot:ignore", StringComparison.Ordinal)) return null;
        if (Form.Match(comment.TrimEnd()) is not { Success: true } form) return null;
        var rest = form.Groups["rest"].Value;
        var reason = Why.Match(rest);
        var day = Day.Match(reason.Success ? rest.Remove(reason.Index, reason.Length) : rest).Groups["day"].Value;
        return new(
            form.Groups["rule"].Value,
            DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) ? until : null,
            reason.Groups["why"].Value.Trim());
    }
}

/// <summary>The comments of a file by line, and which lines hold nothing else.</summary>
internal sealed class CommentLines
{
    private readonly SortedDictionary<int, IgnoreComment> ignores = [];
    private readonly HashSet<int> commentsOnly = [];

    public static CommentLines Of(IReadOnlyList<HclToken> tokens)
    {
        var lines = new CommentLines();
        var previous = 0;
        foreach (var token in tokens)
        {
            if (token.Kind == HclTokenKind.Comment)
            {
                if (token.Line != previous) lines.commentsOnly.Add(token.Line);
                if (IgnoreComment.Read(token.Value) is { } ignore) lines.ignores[token.Line] = ignore;
            }

            previous = token.Line;
        }

        return lines;
    }

    /// <summary>Those on the block's lines and in the comment that ends right above it.</summary>
    public IReadOnlyList<IgnoreComment> IgnoresOf(int first, int last)
    {
        while (commentsOnly.Contains(first - 1)) first--;
        return [.. ignores.Where(ignore => ignore.Key >= first && ignore.Key <= last).Select(ignore => ignore.Value)];
    }
}
