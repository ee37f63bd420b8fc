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
/// Who brought the commits of a pull request to its branch, and to the repository before that. Nothing is added to what brought a head to where it
/// is, so that one reading of it is enough.
/// </summary>
internal sealed class PushReader(SharedCache cache)
{
    private static readonly Lookup<IReadOnlyList<Push>> Unknown = new(null, Failure: null);

    private readonly SharedCache.Part<(PullKey Key, CommitSha Head, CommitSha Base), IReadOnlyList<Push>> pushed =
        cache.For<(PullKey, CommitSha, CommitSha), IReadOnlyList<Push>>(SizeOf);

    private readonly SharedCache.Part<(PullKey Key, CommitSha Made, DateTimeOffset At), IReadOnlyList<Push>> broughtBefore =
        cache.For<(PullKey, CommitSha, DateTimeOffset), IReadOnlyList<Push>>(SizeOf);

    private readonly AllMoves all = new(cache);

    private static long SizeOf(IReadOnlyList<Push> pushes) => 250L * pushes.Count;

    /// <returns>With whether it is not known because not all moves were read.</returns>
    public async Task<(Lookup<IReadOnlyList<Push>> Pushes, bool IsCut)> ReadAsync(
        InstalledRepository repository, PullKey key, PullSnapshot snapshot, PullFacts facts, CancellationToken ct)
    {
        if (snapshot.HeadRepository is not { } source || snapshot.History.Commits is not { } commits) return (Unknown, false);
        if (pushed.TryGetValue((key, facts.Head, facts.Base), out var known)) return (new(known, Failure: null), false);
        try
        {
            var own = commits.Select(commit => commit.Sha).ToHashSet();
            var everywhere = await all.OfAsync(repository, source, ct);
            var moves = await OfBranchAsync(repository, source, snapshot.Pull.HeadBranch, everywhere, facts.Head, own, ct);
            // What has just been pushed is told after a while.
            if (moves.Moves.All(move => move.After != facts.Head)) return (Unknown with { IsTransient = moves.IsComplete }, !moves.IsComplete);
            if (Pushers.Of(moves.Moves, facts.Head, own) is not { } pushes) return (Unknown, !moves.IsComplete);
            var (before, isCut) = await BeforeAsync(repository, key, source, everywhere, moves.Moves, pushes, own, ct);
            if (before is null) return (Unknown, isCut);
            return (new(pushed.Keep((key, facts.Head, facts.Base), [.. pushes, .. before]), Failure: null), false);
        }
        catch (GitHubException failure)
        {
            return (new(null, failure), false);
        }
    }

    /// <summary>Of the moves of all branches where these tell it, and otherwise asked for: GitHub may have told of one late.</summary>
    private static async Task<BranchMoves> OfBranchAsync(
        InstalledRepository repository, RepositoryName source, string branch, BranchMoves everywhere, CommitSha head, HashSet<CommitSha> own,
        CancellationToken ct)
    {
        var moves = everywhere.Moves.Where(move => move.Branch == branch).ToList();
        return Pushers.Of(moves, head, own) is { Count: > 0 } ? new(moves, everywhere.IsComplete)
            : await repository.Client.ListMovesAsync(source, branch, AllMoves.MaxCalls, ct);
    }

    /// <summary>Where the branch was made with commits of the pull request, who had brought these to the repository by then; null when nobody knows.</summary>
    private async Task<(IReadOnlyList<Push>? Pushes, bool IsCut)> BeforeAsync(
        InstalledRepository repository, PullKey key, RepositoryName source, BranchMoves everywhere, IReadOnlyList<BranchUpdate> moves,
        IReadOnlyList<Push> pushes, HashSet<CommitSha> own, CancellationToken ct)
    {
        var found = new List<Push>();
        foreach (var made in pushes.Where(push => push.Before is null && own.Contains(push.After)))
        {
            var at = moves.First(move => move.Before is null && move.After == made.After).At;
            if (!broughtBefore.TryGetValue((key, made.After, at), out var before))
            {
                var searched = new List<BranchMoves> { everywhere };
                if (source != repository.Name) searched.Add(await all.OfAsync(repository, repository.Name, ct));
                if (!searched.TrueForAll(one => one.IsComplete)) return (null, true);
                if (Pushers.Before(searched.SelectMany(one => one.Moves), at, own) is not { } told) return (null, false);
                before = broughtBefore.Keep((key, made.After, at), told);
            }

            found.AddRange(before);
        }

        return (found, false);
    }
}
