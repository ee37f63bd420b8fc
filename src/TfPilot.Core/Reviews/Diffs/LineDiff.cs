using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>Compares two texts line by line: the differing lines with up to two equal lines around them.</summary>
internal static class LineDiff
{
    private const int Context = 2;

    /// <summary>
    /// Above this product of line counts, the middle is shown as completely replaced, because the comparison table
    /// would be too large.
    /// </summary>
    private const int MaxCells = 250_000;

    /// <summary>
    /// The sign is <c>-</c>, <c>+</c> or a space. A final newline that only one side has is visible at its last line.
    /// </summary>
    public static IReadOnlyList<(char Sign, string Text)> Of(string before, string after) =>
        (before.EndsWith('\n'), after.EndsWith('\n')) switch
        {
            (true, true) => Of(before[..^1].Split('\n'), after[..^1].Split('\n')),
            (true, false) or (false, true) when before.Length > 0 && after.Length > 0 =>
                Of(WithEnd(before).Split('\n'), WithEnd(after).Split('\n')),
            _ => Of(before.Split('\n'), after.Split('\n')),
        };

    private static string WithEnd(string text) => text.EndsWith('\n') ? $"{text[..^1]}⏎" : text;

    /// <summary>Equal lines far from a difference are replaced by a line with their number.</summary>
    public static IReadOnlyList<(char Sign, string Text)> Of(string[] left, string[] right)
    {
        var all = All(left, right);
        var near = new bool[all.Count];
        for (var (i, last) = (0, int.MinValue / 2); i < all.Count; i++)
        {
            if (all[i].Sign != ' ') last = i;
            near[i] = i - last <= Context;
        }

        for (var (i, next) = (all.Count - 1, int.MaxValue / 2); i >= 0; i--)
        {
            if (all[i].Sign != ' ') next = i;
            near[i] |= next - i <= Context;
        }

        return WithContext(all, near);
    }

    /// <summary>All lines, including equal ones.</summary>
    public static IReadOnlyList<(char Sign, string Text)> All(string[] left, string[] right)
    {
        var head = left.AsSpan().CommonPrefixLength(right);
        var max = Math.Min(left.Length, right.Length) - head;
        var tail = 0;
        while (tail < max && left[^(tail + 1)] == right[^(tail + 1)]) tail++;
        return
        [
            .. left[..head].Select(line => (' ', line)),
            .. Middle(left[head..^tail], right[head..^tail]),
            .. left[^tail..].Select(line => (' ', line)),
        ];
    }

    private static List<(char Sign, string Text)> WithContext(IReadOnlyList<(char Sign, string Text)> all, bool[] near)
    {
        var first = Array.IndexOf(near, true);
        var last = Array.LastIndexOf(near, true);
        var shown = new List<(char, string)>();
        for (var i = Math.Max(first, 0); i <= last; i++)
        {
            var gap = 0;
            while (!near[i + gap]) gap++;
            if (gap > 1) shown.Add((' ', $"… {Words.Count(gap, "equal line")}"));
            else if (gap == 1) shown.Add(all[i]);
            i += gap;
            shown.Add(all[i]);
        }

        return shown;
    }

    private static List<(char Sign, string Text)> Middle(string[] left, string[] right)
    {
        if ((long)left.Length * right.Length > MaxCells) return ByAnchors(left, right);
        var common = LongestCommon(left, right);
        var lines = new List<(char, string)>();
        var (i, j) = (0, 0);
        while (i < left.Length || j < right.Length)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                lines.Add((' ', left[i++]));
                j++;
            }
            else if (j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1]))
                lines.Add(('-', left[i++]));
            else lines.Add(('+', right[j++]));
        }

        return lines;
    }

    /// <summary>
    /// Splits at the longest sequence of lines that are unique on both sides and in the same order; without any,
    /// everything is shown as replaced.
    /// </summary>
    private static List<(char Sign, string Text)> ByAnchors(string[] left, string[] right)
    {
        var once = Places(right);
        var pairs = Places(left).Where(line => once.ContainsKey(line.Key))
            .Select(line => (Left: line.Value, Right: once[line.Key])).OrderBy(pair => pair.Left).ToList();
        var anchors = Rising(pairs);
        if (anchors.Count == 0) return [.. left.Select(line => ('-', line)), .. right.Select(line => ('+', line))];
        var lines = new List<(char, string)>();
        var (i, j) = (0, 0);
        foreach (var (atLeft, atRight) in anchors)
        {
            lines.AddRange(All(left[i..atLeft], right[j..atRight]));
            lines.Add((' ', left[atLeft]));
            (i, j) = (atLeft + 1, atRight + 1);
        }

        lines.AddRange(All(left[i..], right[j..]));
        return lines;
    }

    private static Dictionary<string, int> Places(string[] lines) =>
        lines.Select((line, i) => (line, i)).GroupBy(at => at.line, StringComparer.Ordinal)
        .Where(group => group.Count() == 1)
        .ToDictionary(group => group.Key, group => group.First().i, StringComparer.Ordinal);

    /// <summary>
    /// The longest subsequence of the pairs, ordered by the left side, that is also ordered by the right side.
    /// </summary>
    private static List<(int Left, int Right)> Rising(List<(int Left, int Right)> pairs)
    {
        var ends = new List<int>();
        var before = new int[pairs.Count];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (pairs[ends[middle]].Right < pairs[i].Right) low = middle + 1;
                else high = middle;
            }

            before[i] = low > 0 ? ends[low - 1] : -1;
            if (low == ends.Count) ends.Add(i);
            else ends[low] = i;
        }

        var rising = new List<(int, int)>();
        for (var i = ends.Count > 0 ? ends[^1] : -1; i >= 0; i = before[i]) rising.Add(pairs[i]);
        rising.Reverse();
        return rising;
    }

    /// <summary>The length of the longest common subsequence starting at each pair of lines.</summary>
    private static int[,] LongestCommon(string[] left, string[] right)
    {
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }
}
