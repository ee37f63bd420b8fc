using System.Globalization;
using System.Text.RegularExpressions;

namespace TfPilot.Core.Policies;

/// <summary>
/// <c># tfpilot:ignore RULE until=2026-12-31 reason="…"</c>. <paramref name="Until"/> is inclusive; null when missing
/// or malformed.
/// </summary>
public sealed record IgnoreComment(string Rule, DateOnly? Until, string Reason)
{
    /// <summary>
    /// Whether it is known to be on the default branch; until then it is only proposed by the change.
    /// </summary>
    public bool IsAccepted { get; init; }

    private static readonly Regex Form = new(
        """^\s*(?:#|//)+\s*tfpilot:ignore\s+(?<rule>[\w-]+(/[\w./-]+)?)(?<rest>.*)$""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly Regex Day = new(
        """\buntil=(?<day>\S+)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly Regex Why = new(
        """\breason=("(?<why>[^"]*)"|(?<why>[^"].*))""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <summary>Null for any other comment.</summary>
    internal static IgnoreComment? Read(string comment)
    {
        // Building the patterns costs more than most reviews, and most sources do not need them.
        if (!comment.Contains("tfpilot:ignore", StringComparison.Ordinal)) return null;
        if (Form.Match(comment.TrimEnd()) is not { Success: true } form) return null;
        var rest = form.Groups["rest"].Value;
        var reason = Why.Match(rest);
        var day = Day.Match(reason.Success ? rest.Remove(reason.Index, reason.Length) : rest).Groups["day"].Value;
        return new(
            form.Groups["rule"].Value,
            DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
                ? until : null,
            reason.Groups["why"].Value.Trim());
    }
}
