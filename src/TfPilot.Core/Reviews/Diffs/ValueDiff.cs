using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>
/// The difference between two values that do not fit on a line: a summary, and lines with their sign (<c>-</c>,
/// <c>+</c>, <c>!</c> or a space).
/// </summary>
internal sealed record ValueDiff(string Summary, IReadOnlyList<(char Sign, string Text)> Lines)
{
    private const int MaxLines = 60;
    private const int MaxSameSign = 20;

    /// <summary>Every difference of a document matters, so the limit is only for those that are replaced.</summary>
    private const int MaxDocumentLines = 200;

    /// <summary>A short document is easier to read on one line than by its paths.</summary>
    private const int MaxInlineDocument = 40;

    /// <summary>Null when both sides fit on one line of the diff, or when their types differ.</summary>
    public static ValueDiff? Of(PlanValue? before, PlanValue? after, int columns)
    {
        if ((before, after) is (PlanValue.List left, PlanValue.List right)) return ListDiff.Of(left, right, columns);
        return OfText(before, after, columns);
    }

    /// <summary>The difference of two texts; null when they fit on one line, or when a side is no text.</summary>
    public static ValueDiff? OfText(PlanValue? before, PlanValue? after, int columns)
    {
        if (TextOf(before) is not { } was || TextOf(after) is not { } becomes || was == becomes) return null;
        var diff = OfTexts(was, becomes, columns);
        return diff is not null && (before is PlanValue.Masked || after is PlanValue.Masked)
            ? diff with { Summary = $"{diff.Summary}; the masked parts are not compared" } : diff;
    }

    private static ValueDiff? OfTexts(string was, string becomes, int columns)
    {
        var longest = Math.Max(was.Length, becomes.Length);
        var areLines = was.Contains('\n') || becomes.Contains('\n');
        if ((areLines || longest > MaxInlineDocument) && DocumentDiff.Of(was, becomes, columns) is { } document)
            return document;
        if (areLines) return OfLines(was, becomes, columns);
        return longest > columns && !LongText.FitsOnce(was, becomes, columns) ? OfParts(was, becomes, columns) : null;
    }

    /// <summary>The first lines, and the number of omitted ones.</summary>
    public static IReadOnlyList<(char Sign, string Text)> Limited(
        IReadOnlyList<(char Sign, string Text)> lines, string noun)
    {
        var shown = new List<(char Sign, string Text)>();
        for (var i = 0; i < lines.Count && shown.Count < MaxLines;)
        {
            var run = lines.Skip(i).TakeWhile(line => line.Sign == lines[i].Sign).Count();
            var taken = Math.Min(run <= MaxSameSign ? run : MaxSameSign - 2, MaxLines - shown.Count);
            shown.AddRange(lines.Skip(i).Take(taken));
            // Long runs of one sign are shortened to leave room for the lines that follow.
            if (taken < run) shown.Add((' ', $"… {Words.Count(run - taken, $"more {noun}")}"));
            i += run;
            if (i < lines.Count && shown.Count >= MaxLines)
                shown.Add((' ', $"… {Words.Count(lines.Count - i, $"more {noun}")}"));
        }

        return shown;
    }

    /// <summary>All lines up to a generous limit, whatever their signs.</summary>
    public static IReadOnlyList<(char Sign, string Text)> Bounded(
        IReadOnlyList<(char Sign, string Text)> lines, string noun) => lines.Count <= MaxDocumentLines ? lines
        : [.. lines.Take(MaxDocumentLines), (' ', $"… {Words.Count(lines.Count - MaxDocumentLines, $"more {noun}")}")];

    private static string? TextOf(PlanValue? value) => value switch
    {
        PlanValue.Text text => text.Value,
        PlanValue.Masked masked => masked.VisibleText,
        _ => null,
    };

    private static ValueDiff OfLines(string before, string after, int columns)
    {
        var differences = TextForm.Differences(before, after).ToList();
        var form = differences.Count == 0 ? "" : $": {string.Join(", ", differences)}";
        if (WhiteSpace.IsAll(before, after))
            return new($"only white space differs{form}", Prepared(LineDiff.Of(before, after), columns));
        var lines = LineDiff.Of(TextForm.WithSameLineEnds(before), TextForm.WithSameLineEnds(after));
        var differing = Math.Max(lines.Count(line => line.Sign == '-'), lines.Count(line => line.Sign == '+'));
        var verb = differing == 1 ? "differs" : "differ";
        return new($"{Words.Count(differing, "line")} {verb}{form}", Prepared(lines, columns));
    }

    private static IReadOnlyList<(char Sign, string Text)> Prepared(
        IReadOnlyList<(char Sign, string Text)> lines, int columns) =>
        Limited([.. LongText.Lines(lines, columns)], "line");

    private static ValueDiff OfParts(string before, string after, int columns)
    {
        var parts = LongText.Parts(before, after, columns).ToList();
        var summary = $"{Words.Count(parts.Count, "part")} of the text {(parts.Count == 1 ? "differs" : "differ")}";
        return new(summary, Limited([.. parts.SelectMany(part => part)], "line"));
    }
}
