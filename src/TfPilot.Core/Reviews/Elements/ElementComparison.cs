using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>One element to compare: on both sides, removed (no <see cref="After"/>) or added.</summary>
internal sealed record ElementStep(int? Before, int? After, string Label, bool IsSame)
{
    public bool IsMoved => Before is { } before && After is { } after && before != after;
}

/// <summary>
/// The elements of two lists that may differ, in the order of the list, each with its name. Elements that are equal at
/// the same position are left out.
/// </summary>
internal sealed class ElementComparison
{
    private readonly IReadOnlyList<PlanValue> before;
    private readonly IReadOnlyList<PlanValue> after;
    private readonly ElementMatching matching;
    private readonly ElementLabels left;
    private readonly ElementLabels right;

    public ElementComparison(IReadOnlyList<PlanValue> before, IReadOnlyList<PlanValue> after)
    {
        (this.before, this.after) = (before, after);
        matching = new ElementMatching(before, after);
        (left, right) = (new(before), new(after));
    }

    /// <summary>A removed element stands before the one that takes its position.</summary>
    /// <param name="isMoved">The lists themselves are parts of elements at different positions.</param>
    public IReadOnlyList<ElementStep> Steps(bool isMoved) =>
    [
        .. matching.Removed.Select(index => (Index: index, Rank: 0, Step: Removed(index)))
            .Concat(matching.Added.Select(index => (Index: index, Rank: 1, Step: Added(index))))
            .Concat(matching.Pairs.Where(pair => MayDiffer(pair, isMoved || pair.IsMoved))
                .Select(pair => (Index: pair.After, Rank: 2, Step: Changed(pair))))
            .OrderBy(step => step.Index).ThenBy(step => step.Rank).Select(step => step.Step),
    ];

    /// <summary>
    /// Terraform sorts the elements of a set by their content, so there a change alone may move an element.
    /// </summary>
    public bool IsReordered => matching.IsReordered && !(IsSorted(before) && IsSorted(after));

    private bool MayDiffer(ElementPair pair, bool isMoved) => !pair.IsSame
        || (isMoved ? VisibleValue.IsPartlyHidden(after[pair.After]) : VisibleValue.IsMarkedChanged(after[pair.After]));

    private ElementStep Removed(int index) => new(index, null, left.Of(index), false);

    private ElementStep Added(int index) => new(null, index, right.Of(index), false);

    private ElementStep Changed(ElementPair pair) =>
        new(pair.Before, pair.After, pair is { IsSame: true, IsMoved: true } ? ""
            : right.Of(pair.After, before[pair.Before], pair.Key), pair.IsSame);

    private static bool IsSorted(IReadOnlyList<PlanValue> list)
    {
        string? last = null;
        foreach (var item in list)
        {
            var key = VisibleValue.Key(item);
            if (string.CompareOrdinal(last, key) > 0) return false;
            last = key;
        }

        return true;
    }
}
