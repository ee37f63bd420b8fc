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

    private readonly SharedCache.Part<(PullKey Key, CommitSha Head, CommitSha Base), IReadOnlyList<Push>> pushed =
        cache.For<(PullKey, CommitSha, CommitSha), IReadOnlyList<Push>>(pushes => 250L * pushes.Count);

    private readonly AllMoves all = new(cache);

    /// <returns>The pushers, and whether they are unknown because not all moves were read.</returns>
    public async Task<(Lookup<IReadOnlyList<Push>> Pushes, bool IsCut)> ReadAsync(
        InstalledRepository repository, PullKey key, PullSnapshot snapshot, PullFacts facts, CancellationToken ct)
    {
        if (snapshot.HeadRepository is not { } source || snapshot.History.Commits is not { } commits)
            return (Unknown, false);
        if (pushed.TryGetValue((key, facts.Head, facts.Base), out var known)) return (new(known, Failure: null), false);
        try
        {
            var own = new OwnCommits(commits);
            var everywhere = await all.OfAsync(repository, source, ct);
            var moves = await OfBranchAsync(
                repository, source, snapshot.Pull.HeadBranch, everywhere, facts.Head, own, ct);
            // GitHub reports a push after a delay.
            if (moves.Updates.All(move => move.After != facts.Head))
                return (Unknown with { IsTransient = moves.IsComplete }, !moves.IsComplete);
            if (Pushers.Of(moves.Updates, facts.Head, own) is not { } pushes) return (Unknown, !moves.IsComplete);
            var (before, isCut) = await BeforeAsync(repository, source, everywhere, pushes, own, ct);
            if (before is null) return (Unknown, isCut);
            return (new(pushed.Keep((key, facts.Head, facts.Base), [.. pushes.Select(Pushers.AsPush), .. before]),
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
        InstalledRepository repository, RepositoryName source, string branch, BranchUpdates everywhere, CommitSha head,
        OwnCommits own,
        CancellationToken ct)
    {
        var moves = everywhere.Updates.Where(move => move.Branch == branch).ToList();
        return Pushers.Of(moves, head, own) is { Count: > 0 } ? new(moves, everywhere.IsComplete)
            : await repository.Client.ListBranchUpdatesAsync(source, branch, AllMoves.MaxCalls, ct);
    }

    /// <summary>
    /// The people who had pushed the commits of each push to any branch before that push; null when unknown.
    /// </summary>
    private async Task<(IReadOnlyList<Push>? Pushes, bool IsCut)> BeforeAsync(
        InstalledRepository repository, RepositoryName source, BranchUpdates everywhere,
        IReadOnlyList<BranchUpdate> pushes, OwnCommits own, CancellationToken ct)
    {
        IReadOnlyList<BranchUpdates> searched = source == repository.Name ? [everywhere]
            : [everywhere, await all.OfAsync(repository, repository.Name, ct)];
        IReadOnlyList<BranchUpdate> moves = [.. searched.SelectMany(one => one.Updates)];
        var (found, newer) = (new List<Push>(), Newer(searched, moves, own));
        foreach (var push in pushes)
        {
            var brought = own.BroughtBy(push);
            if (newer?.IsSupersetOf(brought) == false) return (null, true);
            if (Pushers.Before(moves, push, brought) is not { } before) return (null, false);
            found.AddRange(before);
        }

        return (found, false);
    }

    /// <summary>The commits that no unread move can have pushed; null when all moves were read.</summary>
    private static IReadOnlySet<CommitSha>? Newer(
        IReadOnlyList<BranchUpdates> searched, IReadOnlyList<BranchUpdate> moves, OwnCommits own)
    {
        var cut = searched.Where(one => !one.IsComplete).ToList();
        return cut.Count == 0 ? null
            : own.NewerThan(cut.Max(one => one.Updates.Count == 0 ? DateTimeOffset.MaxValue : one.Updates[^1].At),
                moves);
    }
}
