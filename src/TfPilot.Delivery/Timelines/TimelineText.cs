using System.Globalization;
using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Timelines;

/// <summary>A timeline as Markdown, for a comment and the details of a check.</summary>
public static class TimelineText
{
    /// <summary>The sentences of a gate with many reasons are long; the audit history has them in full.</summary>
    private const int MaxColumns = 600;

    /// <summary>A table with the newest events that fit, oldest first.</summary>
    /// <param name="maxLength">The maximum length of the rows in UTF-16 units.</param>
    public static string Markdown(PullTimeline timeline, int maxLength)
    {
        if (timeline.Events.Count == 0) return "Nothing is recorded about this pull request yet.\n";
        var (rows, length) = (new Stack<string>(), 0);
        foreach (var one in Enumerable.Reverse(timeline.Events))
        {
            var row = $"| {Moment(one.At)} | {one.Kind.Word()} | {MarkdownText.Escape(Sentence(one))} |\n";
            if ((length += row.Length) > maxLength) break;
            rows.Push(row);
        }

        var header = rows.Count == timeline.Events.Count ? ""
            : string.Create(
                CultureInfo.InvariantCulture, $"The last {rows.Count} of {timeline.Events.Count} events.\n\n");
        return $"{header}| Time (UTC) | Event | |\n|:--|:--|:--|\n{string.Concat(rows)}";
    }

    private static string Sentence(TimelineEvent one)
    {
        var text = new StringBuilder(one.What);
        if (one.Why is { } why) text.Append(": ").Append(why);
        var details = new List<string>();
        if (one.Kind != TimelineKind.Plan && one.Run is { } run) details.Add($"{run}");
        if (one.ExitCode is { } code) details.Add(string.Create(CultureInfo.InvariantCulture, $"exit code {code}"));
        if (one.Seconds is { } time) details.Add(string.Create(CultureInfo.InvariantCulture, $"{time:0.#} s"));
        if (one.Resources is { } count)
            details.Add(string.Create(CultureInfo.InvariantCulture, $"resources changed: {count}"));
        if (one.Until is { } until)
            details.Add(string.Create(CultureInfo.InvariantCulture, $"{one.Times} times until {Moment(until)}"));
        if (details.Count > 0) text.Append(" (").AppendJoin(", ", details).Append(')');
        return TextColumns.Truncate(text.ToString(), MaxColumns);
    }

    private static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
