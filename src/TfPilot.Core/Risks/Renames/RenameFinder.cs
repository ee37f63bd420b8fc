using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A suspicious deletion with the creations that look like it (two stand for several); <paramref name="Proposal"/> holds the move
/// when the two have only each other, and is empty otherwise.
/// </summary>
internal sealed record RenameCandidate(ResourceChange Deleted, IReadOnlyList<ResourceChange> Matches, IReadOnlyList<MovedProposal> Proposal);

/// <summary>Finds the creations that look like deleted objects, in time that grows with their number and not with its square.</summary>
internal static class RenameFinder
{
    public static IReadOnlyList<RenameCandidate> Find(Plan plan)
    {
        var deleted = plan.Changes.Where(SuspiciousDeletions.Includes).ToList();
        if (deleted.Count == 0) return [];
        var index = new CreationIndex(plan, deleted.Select(CreationIndex.KindOf).ToHashSet());
        var found = deleted.Select(change => (Change: change, Matches: index.LookingLike(change))).ToList();
        var suitors = found.SelectMany(pair => pair.Matches).CountBy(creation => creation.Address).ToDictionary();
        return [.. found.Select(pair => new RenameCandidate(
            pair.Change,
            pair.Matches,
            pair.Matches is [var only] && suitors[only.Address] == 1 ? [new MovedProposal(pair.Change.Address, only.Address)] : []))];
    }
}
