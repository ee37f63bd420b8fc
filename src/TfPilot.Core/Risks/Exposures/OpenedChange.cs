using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A change with the leaves of both sides, without the leaves of objects that allow no access. Read once for all
/// exposure rules.
/// </summary>
internal sealed class OpenedChange(ResourceChange change)
{
    private List<Leaf>? before;
    private List<Leaf>? after;

    private List<Leaf>? newlyMasked;

    public ResourceChange Change => change;

    /// <summary>Usually empty.</summary>
    public IReadOnlyList<Leaf> NewlyMasked => newlyMasked ??= change.After.Mentions(Markers.Start)
        ? Leaf.NewlyMasked(Before, After).ToList() : [];

    public IReadOnlyList<Leaf> Before => before ??= LeavesOf(change.Before);

    public IReadOnlyList<Leaf> After => after ??= LeavesOf(change.After);

    private List<Leaf> LeavesOf(RedactedJson json) => Leaf.Of(ObjectBody.Of(change.Type, json), OpenValues.IsOpen);
}
