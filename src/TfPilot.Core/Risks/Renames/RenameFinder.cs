using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A suspicious deletion and the creations that look like it (two represent several). <paramref name="Proposal"/>
/// contains the move when the match is unique in both directions, otherwise it is empty.
/// </summary>
internal sealed record RenameCandidate(
    ResourceChange Deleted, IReadOnlyList<ResourceChange> Matches, IReadOnlyList<MovedProposal> Proposal)
{
    /// <summary>Whether a resource of the same type and provider is created, alike or not.</summary>
    public bool IsKindCreated { get; init; }
}

/// <summary>Finds creations that look like deleted resources, in less than quadratic time.</summary>
internal static class RenameFinder
{
    public static IReadOnlyList<RenameCandidate> Find(Plan plan)
    {
        var deleted = plan.Changes.Where(SuspiciousDeletions.Includes).ToList();
        if (deleted.Count == 0) return [];
        var index = new CreationIndex(plan, deleted.Select(CreationIndex.KindOf).ToHashSet());
        var found = deleted.Select(change => (Change: change, Matches: index.FindSimilar(change))).ToList();
        var suitors = found.SelectMany(pair => pair.Matches).CountBy(creation => creation.Address).ToDictionary();
        return [.. found.Select(pair => new RenameCandidate(
            pair.Change,
            pair.Matches,
            pair.Matches is [var only] && suitors[only.Address] == 1
                ? [new MovedProposal(pair.Change.Address, only.Address)] : [])
        {
            IsKindCreated = index.HasKindOf(pair.Change),
        })];
    }
}
