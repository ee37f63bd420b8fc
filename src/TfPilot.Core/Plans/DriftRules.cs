namespace TfPilot.Core.Plans;

/// <summary>
/// When an entry of <c>resource_drift</c> is drift: the object is gone or new, or an attribute that matters differs in
/// more than being null or empty. A moved address alone is none.
/// </summary>
internal static class DriftRules
{
    public static bool Differs(ResourceChange entry) =>
        entry.Before != entry.After && (entry.Before.IsNull || entry.After.IsNull || Attributes(entry).Any());

    /// <summary>The attributes that make it drift.</summary>
    public static IEnumerable<AttributeChange> Attributes(ResourceChange entry)
    {
        var relevant = entry.RelevantPaths is { } paths ? new PathSet(paths) : null;
        return entry.AttributeChanges()
            .Where(attribute => !IsNone(attribute.Before, attribute.After))
            .Where(attribute => relevant is null || relevant.Meets(attribute.Path));
    }

    /// <summary>
    /// The attributes of a drifted object that apply writes, which may undo a manual change. Whole attributes, because
    /// the same element may have another index in the drift.
    /// </summary>
    public static IEnumerable<string> Overwrites(ResourceChange planned) =>
        planned.Before.IsNull || planned.After.IsNull ? []
        : planned.AttributeChanges().Select(attribute => AttributePath.First(attribute.Path)).Distinct();

    /// <summary>A refresh writes empty values where the state has none.</summary>
    public static bool IsNone(PlanValue? before, PlanValue? after) =>
        PlanValue.IsEmpty(before) && PlanValue.IsEmpty(after);
}
