using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>Shows the parts of long texts that differ, with a little context.</summary>
internal static class LongText
{
    private const int Around = 12;
    private const int MaxRows = 6;

    /// <summary>Whether the whole difference fits on one line after skipping the equal beginning.</summary>
    public static bool FitsOnce(string before, string after, int columns)
    {
        var (head, tail) = SharedEnds(before, after);
        return Math.Max(before.Length, after.Length) - head - tail <= columns - Around - 4;
    }

    /// <summary>
    /// Lines prepared for display: the differing parts of long lines, and visible white space where nothing else
    /// differs.
    /// </summary>
    public static IEnumerable<(char Sign, string Text)> Lines(
        IReadOnlyList<(char Sign, string Text)> lines, int columns)
    {
        for (var i = 0; i < lines.Count;)
        {
            var hunk = lines.Skip(i).TakeWhile(line => line.Sign is '-' or '+').ToList();
            if (hunk.Count == 0)
            {
                yield return (lines[i].Sign, TextColumns.Truncate(VisibleText.Of(lines[i].Text), columns));
                i++;
                continue;
            }

            var removed = hunk.Where(line => line.Sign == '-').Select(line => line.Text).ToList();
            var added = hunk.Where(line => line.Sign == '+').Select(line => line.Text).ToList();
            foreach (var line in Hunk(removed, added, columns)) yield return line;
            i += hunk.Count;
        }
    }

    /// <summary>Lines are compared in pairs when as many are removed as added.</summary>
    private static IEnumerable<(char Sign, string Text)> Hunk(List<string> removed, List<string> added, int columns) =>
        removed.Count == added.Count
            ? removed.Zip(added).SelectMany(pair => Pair(pair.First, pair.Second, columns))
            .OrderByDescending(line => line.Sign)
            : removed.SelectMany(text => Whole('-', text, columns))
            .Concat(added.SelectMany(text => Whole('+', text, columns)));

    /// <summary>The lines of each differing part, before and after.</summary>
    public static IEnumerable<IReadOnlyList<(char Sign, string Text)>> Parts(
        string before, string after, int columns) =>
        Hunks(before, after).Select(Shortened).Select(hunk => (IReadOnlyList<(char Sign, string Text)>)
            [.. Whole('-', hunk.Lead + hunk.Was, columns), .. Whole('+', hunk.Lead + hunk.Becomes, columns)]);

    /// <summary>Long words, such as base64, have long equal beginnings and ends of their own.</summary>
    private static (string Was, string Becomes, string Lead) Shortened(
        (string Was, string Becomes, string Lead) hunk)
    {
        var (was, becomes, lead) = hunk;
        var (head, tail) = SharedEnds(was, becomes);
        if (head > 2 * Around)
        {
            var start = Boundary(was, head - Around);
            (was, becomes, lead) = (was[start..], becomes[start..], "…");
        }

        if (tail <= 2 * Around) return (was, becomes, lead);
        var cut = was.Length - Boundary(was, was.Length - (tail - Around));
        return (was[..^cut] + "…", becomes[..^cut] + "…", lead);
    }

    /// <summary>The position, or the one before it if it is inside a character of two UTF-16 units.</summary>
    private static int Boundary(string text, int position) =>
        position > 0 && position < text.Length && char.IsLowSurrogate(text[position]) ? position - 1 : position;

    private static IReadOnlyList<(char Sign, string Text)> Pair(string was, string becomes, int columns)
    {
        if (WhiteSpace.IsAll(was, becomes))
        {
            var skip = Math.Max(was.Length, becomes.Length) <= columns ? 0
                : Boundary(was, Math.Max(0, was.AsSpan().CommonPrefixLength(becomes) - Around));
            string Shown(string text) => TextColumns.Truncate(WhiteSpace.MakeVisible(text[skip..]), columns);
            return [('-', Shown(was)), ('+', Shown(becomes))];
        }

        if (Math.Max(was.Length, becomes.Length) > columns)
            return [.. Parts(was, becomes, columns).SelectMany(part => part)];
        if (LookAlike.Differ(was, becomes)) (was, becomes) = (LookAlike.Spelled(was), LookAlike.Spelled(becomes));
        if (WhiteSpace.StartOf(was) != WhiteSpace.StartOf(becomes))
            (was, becomes) = (WhiteSpace.StartShown(was), WhiteSpace.StartShown(becomes));
        return [.. Whole('-', was, columns), .. Whole('+', becomes, columns)];
    }

    /// <summary>A text on as many lines as it needs; of a very long one the beginning and the end.</summary>
    private static IEnumerable<(char Sign, string Text)> Whole(char sign, string text, int columns)
    {
        if (text.Length == 0) return [(sign, "(empty line)")];
        var visible = VisibleText.Of(WhiteSpace.MakeEndVisible(text));
        if (visible.Length > MaxRows * columns)
        {
            var half = MaxRows / 2 * columns;
            var (head, tail) = (Boundary(visible, half), Boundary(visible, visible.Length - half));
            return Rows(visible[..head], columns).Append($"… {Words.Count(tail - head, "character")} …")
                .Concat(Rows(visible[tail..], columns)).Select(row => (sign, row));
        }

        return Rows(visible, columns).Select(row => (sign, row));
    }

    private static IEnumerable<string> Rows(string text, int columns)
    {
        var row = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var width = TextColumns.Of(rune.ToString());
            if (used + width > columns)
            {
                yield return row.ToString();
                row.Clear();
                used = 0;
            }

            row.Append(rune.ToString());
            used += width;
        }

        yield return row.ToString();
    }

    /// <summary>Merges differences that are close to each other. The lead is the equal text before them.</summary>
    private static IEnumerable<(string Was, string Becomes, string Lead)> Hunks(string before, string after)
    {
        var (was, becomes, equal, lead) = ("", "", "", "");
        foreach (var (sign, piece) in LineDiff.All(Pieces(before), Pieces(after)))
        {
            if (sign == ' ')
            {
                equal += piece;
                if (equal.Length <= 2 * Around) continue;
                if (was.Length + becomes.Length > 0)
                {
                    var end = equal[..Boundary(equal, Around)] + "…";
                    yield return (was + end, becomes + end, lead);
                    (was, becomes) = ("", "");
                }

                equal = equal[Boundary(equal, equal.Length - Around - 1)..];
                lead = "…" + equal[Boundary(equal, equal.Length - Around)..];
                continue;
            }

            if (was.Length + becomes.Length == 0)
                lead = equal.Length > Around ? "…" + equal[Boundary(equal, equal.Length - Around)..] : equal;
            else (was, becomes) = (was + equal, becomes + equal);
            equal = "";
            if (sign == '-') was += piece;
            else becomes += piece;
        }

        if (was.Length + becomes.Length > 0) yield return (was + equal, becomes + equal, lead);
    }

    /// <summary>Splits into words and single other characters.</summary>
    private static string[] Pieces(string text)
    {
        var pieces = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (char.IsLetterOrDigit(text[start]) && end < text.Length && char.IsLetterOrDigit(text[end])) end++;
            if (char.IsHighSurrogate(text[start]) && end < text.Length) end++;
            pieces.Add(text[start..end]);
            start = end;
        }

        return [.. pieces];
    }

    /// <summary>The lengths of the equal beginning and of the equal end after it.</summary>
    private static (int Head, int Tail) SharedEnds(string before, string after)
    {
        var head = before.AsSpan().CommonPrefixLength(after);
        var (tail, limit) = (0, Math.Min(before.Length, after.Length) - head);
        while (tail < limit && before[^(tail + 1)] == after[^(tail + 1)]) tail++;
        return (head, tail);
    }
}

/// <summary>Makes invisible white space visible.</summary>
internal static class WhiteSpace
{
    /// <summary>Whether two texts differ only in white space.</summary>
    public static bool IsAll(string before, string after) => Bare(before).SequenceEqual(Bare(after));

    /// <summary>Spaces become dots, tabs arrows.</summary>
    public static string MakeVisible(string text) =>
        text.Length == 0 ? "(empty line)" : VisibleText.Of(string.Concat(text.Select(Mark)));

    /// <summary>Makes trailing spaces and tabs visible.</summary>
    public static string MakeEndVisible(string text)
    {
        var end = text.AsSpan().TrimEnd(" \t").Length;
        return text[..end] + string.Concat(text[end..].Select(Mark));
    }

    public static string StartOf(string text) => text[..^text.AsSpan().TrimStart(" \t").Length];

    /// <summary>Makes leading spaces and tabs visible.</summary>
    public static string StartShown(string text) =>
        string.Concat(StartOf(text).Select(Mark)) + text[StartOf(text).Length..];

    private static IEnumerable<char> Bare(string text) => text.Where(c => !char.IsWhiteSpace(c));

    private static string Mark(char c) => c switch
    {
        ' ' => "·",
        '\t' => "⇥",
        '\n' or '\r' => c.ToString(),
        _ when char.IsWhiteSpace(c) => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    };
}
