using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>The elements added to and removed from a list, regardless of position.</summary>
internal static class ListDiff
{
    private const int MaxSingle = 10;

    /// <summary>Null when each list fits on one line.</summary>
    public static ValueDiff? Of(PlanValue.List before, PlanValue.List after, int columns)
    {
        if (Fits(before, columns) && Fits(after, columns)) return null;
        var (left, right) = (Keys(before), Keys(after));
        var removed = Without(before, left, right);
        var added = Without(after, right, left);
        var order = IsReordered(left, right) ? ", in another order" : "";
        return new(
            Summary(removed, added, after.Items.Count) + order,
            ValueDiff.Bounded([.. Lines(removed, added, columns)], "line"));
    }

    /// <summary>One element on each line, or as many as fit when there are many.</summary>
    private static IEnumerable<(char Sign, string Text)> Lines(
        List<PlanValue> removed, List<PlanValue> added, int columns)
    {
        if (Math.Max(removed.Count, added.Count) > MaxSingle)
        {
            return ValueLines.OfItems(removed, columns).Select(line => ('-', line))
                .Concat(ValueLines.OfItems(added, columns).Select(line => ('+', line)));
        }

        var lines = new List<(char Sign, string Text)>();
        for (var i = 0; i < Math.Max(removed.Count, added.Count); i++)
        {
            var (was, becomes) = ValueText.Pair(removed.ElementAtOrDefault(i), added.ElementAtOrDefault(i), columns);
            if (i < removed.Count) lines.Add(('-', was));
            if (i < added.Count) lines.Add(('+', becomes));
        }

        return lines.OrderByDescending(line => line.Sign);
    }

    /// <summary>An element that is unknown until apply may be one of those that are missing.</summary>
    private static string Summary(List<PlanValue> removed, List<PlanValue> added, int now)
    {
        var unknown = added.Count(item => item is PlanValue.Unknown);
        string?[] parts =
        [
            added.Count == unknown ? null : $"{Words.Count(added.Count - unknown, "element")} added",
            removed.Count == 0 ? null : $"{Words.Count(removed.Count, "element")} removed",
            unknown == 0 ? null : $"{Words.Count(unknown, "element")} known after apply",
            $"{Words.Number(now)} now",
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    /// <summary>Whether the elements on both sides are in another order; equal ones are not told apart.</summary>
    private static bool IsReordered(string[] left, string[] right)
    {
        var common = left.Intersect(right).ToHashSet(StringComparer.Ordinal);
        return !left.Where(common.Contains).Distinct().SequenceEqual(right.Where(common.Contains).Distinct());
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
