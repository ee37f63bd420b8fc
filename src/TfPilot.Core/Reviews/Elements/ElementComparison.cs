using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>One element to compare: on both sides, removed (no <see cref="After"/>) or added.</summary>
internal sealed record ElementStep(int? Before, int? After, bool IsSame = false, string? Key = null)
{
    /// <summary>The position in the list that has the element; the later list's when both have it.</summary>
    public int Index => After ?? Before!.Value;

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
        .. matching.Removed.Select(index => new ElementStep(index, null))
            .Concat(matching.Added.Select(index => new ElementStep(null, index)))
            .Concat(matching.Pairs.Where(pair => MayDiffer(pair, isMoved || pair.IsMoved))
                .Select(pair => new ElementStep(pair.Before, pair.After, pair.IsSame, pair.Key)))
            .OrderBy(step => step.Index),
    ];

    /// <summary>The name by which the element is shown, such as <c>[name="web"]</c>.</summary>
    public string LabelOf(ElementStep step) => step switch
    {
        { After: null } => left.Of(step.Index),
        { Before: null } => right.Of(step.Index),
        _ => right.Of(step.Index, before[step.Before.Value], step.Key),
    };

    /// <summary>
    /// Terraform sorts the elements of a set by their content, so there a change alone may move an element.
    /// </summary>
    public bool IsReordered => matching.IsReordered && !(IsSorted(before) && IsSorted(after));

    private bool MayDiffer(ElementPair pair, bool isMoved) => !pair.IsSame
        || (isMoved ? VisibleValue.IsPartlyHidden(after[pair.After]) : VisibleValue.IsMarkedChanged(after[pair.After]));

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
