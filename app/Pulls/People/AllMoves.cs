using TfPilot.App.Jobs;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;

namespace TfPilot.App.Pulls;

/// <summary>
/// The moves of all branches of a repository, that is, all changes of their head commits. Moves are immutable, so only
/// new ones are read.
/// </summary>
internal sealed class AllMoves(SharedCache cache)
{
    /// <summary>The maximum number of pages, each of a hundred moves. Older moves are not read.</summary>
    public const int MaxCalls = 30;

    private const int MaxMoves = MaxCalls * 100;

    private readonly SharedCache.Part<RepositoryName, BranchUpdates> known = cache.For<RepositoryName, BranchUpdates>(
        all => 200L * all.Updates.Count);

    /// <summary>The moves, newest first. Complete only when all moves that GitHub has were read.</summary>
    public async Task<BranchUpdates> OfAsync(
        InstalledRepository repository, RepositoryName source, CancellationToken ct)
    {
        var before = known.TryGetValue(source, out var read) ? read : new([], IsComplete: true);
        var since = await repository.Client.ListAllUpdatesAsync(
            source, before.Updates.Count == 0 ? null : before.Updates[0].Id, MaxCalls, ct);
        return known.Keep(source, Join(since, before));
    }

    /// <summary>
    /// When the new moves do not reach back to the cached ones, there is a gap, and the older ones are dropped.
    /// </summary>
    private static BranchUpdates Join(BranchUpdates since, BranchUpdates before)
    {
        if (!since.IsComplete) return since;
        IReadOnlyList<BranchUpdate> all = [.. since.Updates, .. before.Updates];
        return new([.. all.Take(MaxMoves)], before.IsComplete && all.Count <= MaxMoves);
    }
}
