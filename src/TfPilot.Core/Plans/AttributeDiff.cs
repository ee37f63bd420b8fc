using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// Compares a resource before and after, leaf by leaf. A list of plain values is one leaf, so that it is shown as one
/// change.
/// </summary>
internal static class AttributeDiff
{
    public static IReadOnlyList<AttributeChange> Of(ResourceChange change)
    {
        var differences = new List<AttributeChange>();
        Compare("", Absent(change.Before.Value()), Absent(change.After.Value()), new(change.ReplacePaths), differences);
        return differences;
    }

    /// <summary>
    /// Compares two trees for display: equal list elements are matched regardless of position, so that an insertion
    /// does not make all later elements look different.
    /// </summary>
    public static IReadOnlyList<AttributeChange> Aligned(
        PlanValue before, PlanValue after, IReadOnlyList<string>? replacing = null)
    {
        var differences = new List<AttributeChange>();
        Compare("", Absent(before), Absent(after), new(replacing ?? []), differences, isAligned: true);
        return differences;
    }

    private static void Compare(
        string path, PlanValue? before, PlanValue? after, PathSet replacing, List<AttributeChange> into,
        bool isAligned = false)
    {
        WorkBudget.Spend();
        if (IsBranch(before, after) || IsBranch(after, before))
        {
            var children = isAligned && before is PlanValue.List was && after is PlanValue.List becomes
                ? Matched(path, was, becomes) : Children(path, before, after);
            foreach (var (step, left, right) in children) Compare(step, left, right, replacing, into, isAligned);
        }
        else if (!SameLeaf(before, after))
        {
            into.Add(new(path, before, after, replacing.Meets(path)));
        }
    }

    /// <summary>Descends into a non-empty container when the other side has the same kind or is missing.</summary>
    private static bool IsBranch(PlanValue? side, PlanValue? other) => side switch
    {
        PlanValue.Map { Entries.Count: > 0 } => other is PlanValue.Map or null,
        PlanValue.List { Items.Count: > 0 } list =>
            other is PlanValue.List or null && !(IsPlain(list) && (other is null || IsPlain(other))),
        _ => false,
    };

    private static bool IsPlain(PlanValue value) =>
        value is PlanValue.List list && list.Items.All(item => item is not PlanValue.Map and not PlanValue.List);

    private static IEnumerable<(string Path, PlanValue? Before, PlanValue? After)> Children(
        string path, PlanValue? before, PlanValue? after)
    {
        if (before is PlanValue.List || after is PlanValue.List)
        {
            var left = (before as PlanValue.List)?.Items ?? [];
            var right = (after as PlanValue.List)?.Items ?? [];
            return Enumerable.Range(0, Math.Max(left.Count, right.Count))
                .Select(i => (AttributePath.Index(path, i), Absent(left.ElementAtOrDefault(i)),
                    Absent(right.ElementAtOrDefault(i))));
        }

        var keys = Keys(before).Union(Keys(after)).Order(StringComparer.Ordinal);
        return keys.Select(key => (AttributePath.Key(path, key), Absent(Find(before, key)), Absent(Find(after, key))));
    }

    /// <summary>
    /// Pairs of elements without an equal on the other side; if only positions differ, the lists themselves by
    /// position.
    /// </summary>
    private static IEnumerable<(string Path, PlanValue? Before, PlanValue? After)> Matched(
        string path, PlanValue.List before, PlanValue.List after)
    {
        var (left, right) = (Unmatched(before, after), Unmatched(after, before));
        if (left.Count + right.Count == 0) return Children(path, before, after);
        return Enumerable.Range(0, Math.Max(left.Count, right.Count)).Select(i => (
            AttributePath.Index(path, i < right.Count ? right[i] : left[i]),
            i < left.Count ? Absent(before.Items[left[i]]) : null,
            i < right.Count ? Absent(after.Items[right[i]]) : null));
    }

    private static List<int> Unmatched(PlanValue.List list, PlanValue.List other)
    {
        var equals = other.Items.Select(CanonicalText.Of).GroupBy(key => key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var unmatched = new List<int>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            var key = CanonicalText.Of(list.Items[i]);
            if (equals.GetValueOrDefault(key) is var count and > 0) equals[key] = count - 1;
            else unmatched.Add(i);
        }

        return unmatched;
    }

    private static IEnumerable<string> Keys(PlanValue? value) =>
        (value as PlanValue.Map)?.Entries.Select(entry => entry.Key) ?? [];

    private static PlanValue? Find(PlanValue? value, string key) => (value as PlanValue.Map)?.Find(key);

    private static PlanValue? Absent(PlanValue? value) => value is PlanValue.Null ? null : value;

    private static bool SameLeaf(PlanValue? before, PlanValue? after) => (before, after) switch
    {
        (PlanValue.Sensitive, PlanValue.Sensitive { Changed: var changed }) => !changed,
        (PlanValue.List left, PlanValue.List right) => left.Items.SequenceEqual(right.Items),
        (PlanValue.Map left, PlanValue.Map right) => left.Entries.Count == right.Entries.Count,
        _ => Equals(before, after),
    };
}
