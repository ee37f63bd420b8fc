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
        if (OfTexts(removed, added, columns) is { } texts) return texts;
        var order = IsReordered(left, right) ? ", in another order" : "";
        return new(
            Summary(removed, added, after.Items.Count) + order,
            ValueDiff.Bounded([.. Lines(removed, added, columns)], "line"));
    }

    /// <summary>
    /// Texts that take the place of others are compared with them, as documents or by their lines; null when there are
    /// other elements.
    /// </summary>
    private static ValueDiff? OfTexts(List<PlanValue> removed, List<PlanValue> added, int columns)
    {
        if (removed.Count != added.Count || removed.Count is 0 or > MaxSingle) return null;
        var pairs = removed.Zip(added, (was, becomes) => ValueDiff.OfText(was, becomes, columns)).ToList();
        if (pairs.Any(pair => pair is null)) return null;
        var lines = pairs.Count == 1 ? pairs[0]!.Lines
            : [.. pairs.SelectMany(pair => pair!.Lines.Prepend((' ', pair.Summary)))];
        var summary = pairs.Count == 1 ? pairs[0]!.Summary : $"{Words.Count(pairs.Count, "element")} differ";
        return new(summary, ValueDiff.Bounded(lines, "line"));
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

    /// <summary>Lines of a text are read one below the other, even if all would fit beside each other.</summary>
    private static bool Fits(PlanValue.List list, int columns) => !ValueText.Of(list, columns).EndsWith('…')
        && !list.Items.Any(item => item is PlanValue.Text { Value: var text } && text.TrimEnd('\n').Contains('\n'));

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
