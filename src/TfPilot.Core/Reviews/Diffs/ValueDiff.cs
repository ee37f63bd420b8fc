using System.Text;
using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>
/// The difference between two values that do not fit on a line: a summary, and lines with their sign (<c>-</c>,
/// <c>+</c>, <c>!</c> or a space).
/// </summary>
internal sealed record ValueDiff(string Summary, IReadOnlyList<(char Sign, string Text)> Lines)
{
    private const int MaxLines = 24;
    private const int MaxSameSign = 10;

    /// <summary>Null when both sides fit on one line of the diff, or when their types differ.</summary>
    public static ValueDiff? Of(PlanValue? before, PlanValue? after, int columns)
    {
        if ((before, after) is (PlanValue.List left, PlanValue.List right)) return ListDiff.Of(left, right, columns);
        if (TextOf(before) is not { } was || TextOf(after) is not { } becomes || was == becomes) return null;
        var isLong = Math.Max(was.Length, becomes.Length) > columns;
        var areLines = was.Contains('\n') || becomes.Contains('\n');
        if ((isLong || areLines) && !(was.Contains('\n') && becomes.Contains('\n')) && Json(was, becomes) is { } json)
            return json;
        if (areLines) return OfLines(was, becomes, columns);
        return isLong && !LongText.FitsOnce(was, becomes, columns) ? OfParts(was, becomes, columns) : null;
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

    private static string? TextOf(PlanValue? value) => value switch
    {
        PlanValue.Text text => text.Value,
        PlanValue.Masked masked => masked.Shown,
        _ => null,
    };

    private static ValueDiff OfLines(string before, string after, int columns)
    {
        var lines = LineDiff.Of(before, after);
        var differing = Math.Max(lines.Count(line => line.Sign == '-'), lines.Count(line => line.Sign == '+'));
        var summary = WhiteSpace.IsAll(before, after)
            ? "only white space differs"
            : $"{Words.Count(differing, "line")} differ{(differing == 1 ? "s" : "")}";
        return new(summary, Limited([.. LongText.Lines(lines, columns)], "line"));
    }

    private static ValueDiff OfParts(string before, string after, int columns)
    {
        var lines = LongText.Parts(before, after, columns);
        return new(
            $"{Words.Count(lines.Count(line => line.Sign == '-'), "part")} of the text differ", Limited(lines, "line"));
    }

    /// <summary>Compared by path; null when a side is not JSON, or when only the formatting differs.</summary>
    private static ValueDiff? Json(string before, string after)
    {
        if (Tree(before) is not { } left || Tree(after) is not { } right) return null;
        var differences = AttributeDiff.Aligned(left, right);
        if (differences.Count == 0) return null;
        var named = differences.Select(
            difference => difference.Path.Length == 0 ? difference with { Path = "(all)" } : difference);
        var lines = DiffText.Lines([.. named], int.MaxValue);
        var summary = $"JSON: {Words.Count(differences.Count, "difference")}";
        return new(summary, Limited([.. lines.Select(line => (line[0], line[2..]))], "line"));
    }

    private static PlanValue? Tree(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..]) return null;
        try
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            var reader = new Utf8JsonReader(utf8, PlanJson.Options);
            while (reader.Read())
            {
            }

            return RedactedJson.FromCanonical(new CanonicalJson(new Secrets()).Write(utf8).ToArray()).Value();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or PlanFormatException)
        {
            return null;
        }
    }
}
