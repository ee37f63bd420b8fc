using TfPilot.App.Jobs;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;

namespace TfPilot.App.Pulls;

/// <summary>
/// The moves of all branches of a repository, that is, all changes of their head commits. Moves are immutable, so only
/// new ones are read.
/// </summary>
internal sealed class BranchUpdatesCache(SharedCache cache)
{
    /// <summary>The maximum number of pages, each of a hundred moves. Older moves are not read.</summary>
    public const int MaxCalls = 30;

    private const int MaxUpdates = MaxCalls * 100;

    private readonly SharedCache.Region<RepositoryName, BranchUpdates> known =
        cache.CreateRegion<RepositoryName, BranchUpdates>(all => 200L * all.Updates.Count);

    /// <summary>The moves, newest first. Complete only when all moves that GitHub has were read.</summary>
    public async Task<BranchUpdates> OfAsync(
        InstalledRepository repository, RepositoryName source, CancellationToken ct)
    {
        var cached = known.TryGetValue(source, out var read) ? read : new([], IsComplete: true);
        var newUpdates = await repository.Client.ListAllUpdatesAsync(
            source, cached.Updates.Count == 0 ? null : cached.Updates[0].Id, MaxCalls, ct);
        return known.Set(source, Join(newUpdates, cached));
    }

    /// <summary>
    /// When the new moves do not reach back to the cached ones, there is a gap, and the older ones are dropped.
    /// </summary>
    private static BranchUpdates Join(BranchUpdates newUpdates, BranchUpdates cached)
    {
        if (!newUpdates.IsComplete) return newUpdates;
        IReadOnlyList<BranchUpdate> all = [.. newUpdates.Updates, .. cached.Updates];
        return new([.. all.Take(MaxUpdates)], cached.IsComplete && all.Count <= MaxUpdates);
    }
}
