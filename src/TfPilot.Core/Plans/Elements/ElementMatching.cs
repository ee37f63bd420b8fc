using System.Runtime.InteropServices;
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
    private readonly List<int> removed;
    private readonly List<int> added;

    /// <summary>The number of pairs that are not among the removed and added elements any more.</summary>
    private int unpaired;

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
        // For each value the first place that is left, and for each place the next one with an equal value; 0 is none.
        var first = new Dictionary<PlanValue, int>(removed.Count, VisibleValue.Comparer);
        var next = new int[before.Count + 1];
        for (var i = removed.Count - 1; i >= 0; i--)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(first, before[removed[i]], out _);
            (next[removed[i] + 1], place) = (place, removed[i] + 1);
        }

        foreach (var index in added)
        {
            WorkBudget.Spend();
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(first, after[index], out _);
            if (place == 0) continue;
            Pair(new(place - 1, index, true));
            place = next[place];
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
        if (pairs.Count == unpaired) return;
        var (lefts, rights) = (new bool[before.Count], new bool[after.Count]);
        for (; unpaired < pairs.Count; unpaired++)
            (lefts[pairs[unpaired].Before], rights[pairs[unpaired].After]) = (true, true);
        removed.RemoveAll(index => lefts[index]);
        added.RemoveAll(index => rights[index]);
    }
}
