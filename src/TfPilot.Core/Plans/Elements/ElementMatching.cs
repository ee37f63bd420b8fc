using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// Two elements that are the same one; <paramref name="IsSame"/> when nothing visible differs, <paramref name="Key"/>
/// the attribute by which they were found, if any.
/// </summary>
internal readonly record struct ElementPair(int Before, int After, bool IsSame, string? Key = null)
{
    /// <summary>
    /// Whether the plan compares other elements with each other, so that its marks of hidden changes do not apply.
    /// </summary>
    public bool IsMoved => Before != After;
}

/// <summary>
/// Finds which elements of two lists are the same: those that are equal, then those with an equal key that the data
/// offers, then those that have most in common. No type is known here. Only visible values are compared.
/// </summary>
internal sealed class ElementMatching
{
    private readonly IReadOnlyList<PlanValue> before;
    private readonly IReadOnlyList<PlanValue> after;
    private readonly List<ElementPair> pairs = [];
    private List<int> removed;
    private List<int> added;

    public ElementMatching(IReadOnlyList<PlanValue> before, IReadOnlyList<PlanValue> after)
    {
        (this.before, this.after) = (before, after);
        removed = [.. Enumerable.Range(0, before.Count)];
        added = [.. Enumerable.Range(0, after.Count)];
        PairInPlace();
        PairEqual();
        PairByKeys();
        foreach (var (left, right) in SimilarElements.Of(before, after, removed, added)) Pair(new(left, right, false));
        Unpair();
        pairs.Sort((a, b) => a.After.CompareTo(b.After));
    }

    /// <summary>In the order of the list after the change.</summary>
    public IReadOnlyList<ElementPair> Pairs => pairs;

    public IReadOnlyList<int> Removed => removed;

    public IReadOnlyList<int> Added => added;

    /// <summary>Whether elements that are on both sides changed their order.</summary>
    public bool IsReordered => pairs.Zip(pairs.Skip(1)).Any(next => next.First.Before > next.Second.Before);

    private void PairInPlace()
    {
        for (var i = 0; i < Math.Min(before.Count, after.Count); i++)
        {
            WorkBudget.Spend();
            if (VisibleValue.Same(before[i], after[i])) Pair(new(i, i, true));
        }

        Unpair();
        // The only element of a block is that block, however much of it changes.
        if (before.Count == 1 && after.Count == 1 && removed.Count == 1 && AreAlike(before[0], after[0]))
            Pair(new(0, 0, false));
        Unpair();
    }

    private void PairEqual()
    {
        if (removed.Count == 0 || added.Count == 0) return;
        var places = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        foreach (var index in removed)
        {
            var key = VisibleValue.Key(before[index]);
            if (!places.TryGetValue(key, out var queue)) places[key] = queue = new();
            queue.Enqueue(index);
        }

        foreach (var index in added)
        {
            WorkBudget.Spend();
            if (places.TryGetValue(VisibleValue.Key(after[index]), out var queue) && queue.TryDequeue(out var left))
                Pair(new(left, index, true));
        }

        Unpair();
    }

    private void PairByKeys()
    {
        while (removed.Count > 0 && added.Count > 0
            && ElementKeys.Best(before, after, removed, added) is { Pairs.Count: > 0 } key)
        {
            foreach (var (left, right) in key.Pairs) Pair(new(left, right, false, key.Name));
            Unpair();
        }
    }

    private static bool AreAlike(PlanValue left, PlanValue right) =>
        (left, right) is (PlanValue.Map, PlanValue.Map) or (PlanValue.List, PlanValue.List);

    private void Pair(ElementPair pair) => pairs.Add(pair);

    private void Unpair()
    {
        if (pairs.Count == 0) return;
        var lefts = pairs.Select(pair => pair.Before).ToHashSet();
        var rights = pairs.Select(pair => pair.After).ToHashSet();
        removed = [.. removed.Where(index => !lefts.Contains(index))];
        added = [.. added.Where(index => !rights.Contains(index))];
    }
}
