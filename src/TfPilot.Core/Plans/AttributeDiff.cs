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
        var (before, after) = ChangedMembers.Of(change.Before, change.After);
        Compare("", Absent(before), Absent(after), new(change.ReplacePaths), differences);
        return differences;
    }

    private static void Compare(
        string path, PlanValue? before, PlanValue? after, PathSet replacing, List<AttributeChange> into)
    {
        WorkBudget.Spend();
        if (IsBranch(before, after) || IsBranch(after, before))
        {
            foreach (var (step, left, right) in Children(path, before, after))
                Compare(step, left, right, replacing, into);
        }
        else if (!SameLeaf(before, after))
        {
            into.Add(new(path, before, after, replacing.Meets(path)));
        }
    }

    /// <summary>Descends into a non-empty container when the other side has the same kind or is missing.</summary>
    public static bool IsBranch(PlanValue? side, PlanValue? other) => side switch
    {
        PlanValue.Map { Entries.Count: > 0 } => other is PlanValue.Map or null,
        PlanValue.List { Items.Count: > 0 } list =>
            other is PlanValue.List or null && !(IsPlain(list) && (other is null || IsPlain(other))),
        _ => false,
    };

    public static bool IsPlain(PlanValue value) =>
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

        return Members(before, after).Select(member =>
            (AttributePath.Key(path, member.Key), member.Before, member.After));
    }

    /// <summary>The members of two objects by name; a missing one, or one that is null, is null.</summary>
    public static IEnumerable<(string Key, PlanValue? Before, PlanValue? After)> Members(
        PlanValue? before, PlanValue? after) =>
        Keys(before).Union(Keys(after)).Order(StringComparer.Ordinal)
            .Select(key => (key, Absent(Find(before, key)), Absent(Find(after, key))));

    private static IEnumerable<string> Keys(PlanValue? value) =>
        (value as PlanValue.Map)?.Entries.Select(entry => entry.Key) ?? [];

    private static PlanValue? Find(PlanValue? value, string key) => (value as PlanValue.Map)?.Find(key);

    public static PlanValue? Absent(PlanValue? value) => value is PlanValue.Null ? null : value;

    public static bool SameLeaf(PlanValue? before, PlanValue? after) => (before, after) switch
    {
        (PlanValue.Sensitive, PlanValue.Sensitive { Changed: var changed }) => !changed,
        (PlanValue.List left, PlanValue.List right) => left.Items.SequenceEqual(right.Items),
        (PlanValue.Map left, PlanValue.Map right) => left.Entries.Count == right.Entries.Count,
        _ => Equals(before, after),
    };
}
