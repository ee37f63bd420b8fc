using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;

namespace TfPilot.App.Pulls;

/// <summary>Determines who pushed the commits of a pull request to its branch.</summary>
internal static class Pushers
{
    /// <summary>
    /// The pushes from the head back to the creation of the branch or to a commit of the base, each with its pusher.
    /// Null when the chain has a gap, because then a pusher may be missing.
    /// </summary>
    /// <param name="moves">Newest first.</param>
    public static IReadOnlyList<BranchUpdate>? Of(IReadOnlyList<BranchUpdate> moves, CommitSha head, OwnCommits commits)
    {
        var pushes = new List<BranchUpdate>();
        CommitSha? expected = head;
        foreach (var move in moves.SkipWhile(move => move.After != head))
        {
            if (move.After != expected) return expected is null ? pushes : null;
            if (move.By is null) return null;
            if (move.After is not null) pushes.Add(move);
            if (move is { Before: { } before, IsForced: false } && !commits.Contains(before)) return pushes;
            expected = move.Before;
        }

        return expected is null ? pushes : null;
    }

    /// <summary>
    /// The people who pushed the same commits to the repository earlier: a person who branches from another branch need
    /// not have written any of its commits. Null when GitHub does not name one of them.
    /// </summary>
    /// <param name="moves">The moves of all branches.</param>
    public static IReadOnlyList<Push>? EarlierPushes(
        IEnumerable<BranchUpdate> moves, BranchUpdate push, IReadOnlySet<CommitSha> addedCommits)
    {
        if (addedCommits.Count == 0) return [];
        var earlier = moves.Where(move => move.At <= push.At && move.After is { } after && addedCommits.Contains(after))
            .ToList();
        return earlier.Exists(move => move.By is null) ? null : [.. earlier.Select(AsPush)];
    }

    /// <param name="move">A move to a commit, with a named pusher.</param>
    public static Push AsPush(BranchUpdate move) => new(move.By!, move.Before, move.After!.Value);
}
