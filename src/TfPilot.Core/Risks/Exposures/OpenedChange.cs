using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>A change with the leaves of both sides that lie behind open doors, read once for all openings.</summary>
internal sealed class OpenedChange(ResourceChange change)
{
    private List<Leaf>? before;
    private List<Leaf>? after;

    private List<Leaf>? newlyMasked;

    public ResourceChange Change => change;

    /// <summary>Nearly always there are none.</summary>
    public IReadOnlyList<Leaf> NewlyMasked => newlyMasked ??= change.After.Mentions(Markers.Start)
        ? Leaf.NewlyMasked(Before, After).ToList() : [];

    public IReadOnlyList<Leaf> Before => before ??= LeavesOf(change.Before);

    public IReadOnlyList<Leaf> After => after ??= LeavesOf(change.After);

    private List<Leaf> LeavesOf(RedactedJson json) => Leaf.Of(ObjectBody.Of(change.Type, json), OpenValues.IsOpen);
}
