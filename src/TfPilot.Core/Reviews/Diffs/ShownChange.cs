using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>
/// One entry of the displayed difference: a leaf, an element of a list that is added (<see cref="Before"/> is null) or
/// removed, or the attributes of an element that differ. Elements are named in the path by what identifies them, such
/// as <c>ingress[from_port=443].cidr_blocks</c>.
/// </summary>
internal sealed record ShownChange(string Path, PlanValue? Before, PlanValue? After, bool ForcesReplacement = false)
{
    /// <summary>The path as the plan writes it, with positions.</summary>
    public string Index { get; init; } = Path;

    /// <summary>The elements of the list are the same, in another order.</summary>
    public bool IsOrderOnly { get; init; }

    /// <summary>What the values do not tell; null when they tell all.</summary>
    public string? Note { get; init; }

    public static ShownChange Of(AttributeChange attribute) =>
        new(attribute.Path, attribute.Before, attribute.After, attribute.ForcesReplacement);

    /// <summary>Whether it is an element, or attributes of one, rather than a leaf.</summary>
    public bool IsElement => (Before, After) switch
    {
        (null, PlanValue.Map { Entries.Count: > 0 }) or (PlanValue.Map { Entries.Count: > 0 }, null)
            or (PlanValue.Map, PlanValue.Map) => true,
        (null, PlanValue.List list) => !AttributeDiff.IsPlain(list),
        (PlanValue.List list, null) => !AttributeDiff.IsPlain(list),
        _ => false,
    };
}
