using System.Collections.Immutable;
using TfPilot.Core.Audit;
using TfPilot.Core.Reviews;

namespace TfPilot.Delivery.Timelines;

/// <summary>
/// The events of one pull request, folded from its entries of the audit history. Folding the entries in several parts
/// has the same result as folding them at once.
/// </summary>
public sealed record Timeline
{
    public static readonly Timeline Empty = new();

    private Timeline() { }

    /// <summary>The number of the last entry that was folded; 0 before the first.</summary>
    public long Last { get; private init; }

    /// <summary>
    /// In the order of the entries. A later event may have an earlier time, because the clocks of instances differ.
    /// </summary>
    public IReadOnlyList<TimelineEvent> Events { get; private init; } = [];

    /// <summary>The last decision; null before the first.</summary>
    internal DecisionState? Decision { get; init; }

    internal ImmutableHashSet<RunAttempt> Runs { get; init; } = [];

    /// <summary>The merge commit; null before the merge.</summary>
    internal string? MergeCommit { get; init; }

    /// <summary>
    /// Continues with further entries of the pull request, in the order of their numbers. Entries that were folded
    /// before are skipped.
    /// </summary>
    public Timeline Then(IEnumerable<RecordedEntry> entries)
    {
        var fold = new TimelineFold(this);
        foreach (var entry in entries) fold.Add(entry);
        return fold.IsUnchanged ? this : fold.Complete((state, events, last) => state with
        {
            Events = events,
            Last = last,
        });
    }
}
