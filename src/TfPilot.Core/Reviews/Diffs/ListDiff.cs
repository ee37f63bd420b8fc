using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>The elements added to and removed from a list, regardless of position.</summary>
internal static class ListDiff
{
    /// <summary>Null when each list fits on one line.</summary>
    public static ValueDiff? Of(PlanValue.List before, PlanValue.List after, int columns)
    {
        if (Fits(before, columns) && Fits(after, columns)) return null;
        var (left, right) = (Keys(before), Keys(after));
        var removed = Without(before, left, right);
        var added = Without(after, right, left);
        if (removed.Count + added.Count == 0) return Moved(left, right, columns);
        var lines = new List<(char, string)>();
        for (var i = 0; i < Math.Max(removed.Count, added.Count); i++)
        {
            var (was, becomes) = ValueText.Pair(removed.ElementAtOrDefault(i), added.ElementAtOrDefault(i), columns);
            if (i < removed.Count) lines.Add(('-', was));
            if (i < added.Count) lines.Add(('+', becomes));
        }

        var shown = ValueDiff.Limited([.. lines.OrderByDescending(line => line.Item1)], "element");
        return new(Summary(removed.Count, added.Count, after.Items.Count), shown);
    }

    private static string Summary(int removed, int added, int now)
    {
        string?[] parts =
        [
            added == 0 ? null : $"{Words.Count(added, "element")} added",
            removed == 0 ? null : $"{Words.Count(removed, "element")} removed",
            $"{Words.Number(now)} now",
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static ValueDiff Moved(string[] left, string[] right, int columns)
    {
        var lines = LineDiff.Of(left, right)
            .Where(line => line.Sign != ' ')
            .Select(line => (line.Sign, TextColumns.Cut(VisibleText.Of(line.Text), columns)));
        return new($"the same {Words.Count(right.Length, "element")} in another order",
            ValueDiff.Limited([.. lines], "element"));
    }

    private static bool Fits(PlanValue.List list, int columns) => !ValueText.Of(list, columns).EndsWith('…');

    private static string[] Keys(PlanValue.List list) => [.. list.Items.Select(CanonicalText.Of)];

    private static List<PlanValue> Without(PlanValue.List list, string[] keys, string[] others)
    {
        var left = others.GroupBy(key => key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var rest = new List<PlanValue>();
        for (var i = 0; i < keys.Length; i++)
        {
            if (left.GetValueOrDefault(keys[i]) is var count and > 0) left[keys[i]] = count - 1;
            else rest.Add(list.Items[i]);
        }

        return rest;
    }
}
