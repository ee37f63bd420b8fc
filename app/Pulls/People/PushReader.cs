using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Reads who pushed the commits of a pull request to its branch, and to the repository before that. The history of a
/// head is immutable, so it is read once.
/// </summary>
internal sealed class PushReader(SharedCache cache)
{
    private static readonly Lookup<IReadOnlyList<Push>> Unknown = new(null, Failure: null);

    private readonly SharedCache
        .Region<(PullKey Key, CommitSha Head, CommitSha Base), IReadOnlyList<Push>> cachedPushes =
        cache.CreateRegion<(PullKey, CommitSha, CommitSha), IReadOnlyList<Push>>(pushes => 250L * pushes.Count);

    private readonly BranchUpdatesCache branchUpdates = new(cache);

    /// <returns>The pushers, and whether they are unknown because not all moves were read.</returns>
    public async Task<(Lookup<IReadOnlyList<Push>> Pushes, bool IsTruncated)> ReadAsync(
        InstalledRepository repository, PullKey key, PullSnapshot snapshot, PullFacts facts, CancellationToken ct)
    {
        if (snapshot.HeadRepository is not { } source || snapshot.History.Commits is not { } commits)
            return (Unknown, false);
        if (cachedPushes.TryGetValue((key, facts.Head, facts.Base), out var known))
            return (new(known, Failure: null), false);
        try
        {
            var ownCommits = new OwnCommits(commits);
            var allUpdates = await branchUpdates.OfAsync(repository, source, ct);
            var moves = await OfBranchAsync(
                repository, source, snapshot.Pull.HeadBranch, allUpdates, facts.Head, ownCommits, ct);
            // GitHub reports a push after a delay.
            if (moves.Updates.All(move => move.After != facts.Head))
                return (Unknown with { IsTransient = moves.IsComplete }, !moves.IsComplete);
            if (Pushers.Of(moves.Updates, facts.Head, ownCommits) is not { } pushes)
                return (Unknown, !moves.IsComplete);
            var (before, isTruncated) =
                await EarlierPushesAsync(repository, source, allUpdates, pushes, ownCommits, ct);
            if (before is null) return (Unknown, isTruncated);
            return (new(cachedPushes.Set((key, facts.Head, facts.Base), [.. pushes.Select(Pushers.AsPush), .. before]),
                Failure: null), false);
        }
        catch (GitHubException failure)
        {
            return (new(null, failure), false);
        }
    }

    /// <summary>
    /// The moves of the branch: the cached ones if they contain the pushes up to the head; otherwise read from GitHub,
    /// which may report a move late.
    /// </summary>
    private static async Task<BranchUpdates> OfBranchAsync(
        InstalledRepository repository, RepositoryName source, string branch, BranchUpdates allUpdates, CommitSha head,
        OwnCommits ownCommits,
        CancellationToken ct)
    {
        var moves = allUpdates.Updates.Where(move => move.Branch == branch).ToList();
        return Pushers.Of(moves, head, ownCommits) is { Count: > 0 } ? new(moves, allUpdates.IsComplete)
            : await repository.Client.ListBranchUpdatesAsync(source, branch, BranchUpdatesCache.MaxCalls, ct);
    }

    /// <summary>
    /// The people who had pushed the commits of each push to any branch before that push; null when unknown.
    /// </summary>
    private async Task<(IReadOnlyList<Push>? Pushes, bool IsTruncated)> EarlierPushesAsync(
        InstalledRepository repository, RepositoryName source, BranchUpdates allUpdates,
        IReadOnlyList<BranchUpdate> pushes, OwnCommits ownCommits, CancellationToken ct)
    {
        IReadOnlyList<BranchUpdates> searched = source == repository.Name ? [allUpdates]
            : [allUpdates, await branchUpdates.OfAsync(repository, repository.Name, ct)];
        IReadOnlyList<BranchUpdate> moves = [.. searched.SelectMany(one => one.Updates)];
        var (found, newer) = (new List<Push>(), NewerCommits(searched, moves, ownCommits));
        foreach (var push in pushes)
        {
            var brought = ownCommits.AddedBy(push);
            if (newer?.IsSupersetOf(brought) == false) return (null, true);
            if (Pushers.EarlierPushes(moves, push, brought) is not { } before) return (null, false);
            found.AddRange(before);
        }

        return (found, false);
    }

    /// <summary>The commits that no unread move can have pushed; null when all moves were read.</summary>
    private static IReadOnlySet<CommitSha>? NewerCommits(
        IReadOnlyList<BranchUpdates> searched, IReadOnlyList<BranchUpdate> moves, OwnCommits ownCommits)
    {
        var incomplete = searched.Where(one => !one.IsComplete).ToList();
        return incomplete.Count == 0 ? null
            : ownCommits.NewerThan(
                incomplete.Max(one => one.Updates.Count == 0 ? DateTimeOffset.MaxValue : one.Updates[^1].At), moves);
    }
}
