using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;

namespace TfPilot.App.Pulls;

/// <summary>Who brought the commits of a pull request to its branch.</summary>
internal static class Pushers
{
    /// <summary>
    /// The pushes from the head back to where the branch was made, or left what the base has; each names who pushed.
    /// Null when that cannot be followed without a gap, for then somebody may be missing.
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
    /// Who had brought the same commits to the repository before they were pushed: whoever makes a branch from another
    /// one, or pushes to it what lies on another one, need not have written a line. Null when GitHub does not name
    /// somebody of them.
    /// </summary>
    /// <param name="moves">Of all branches.</param>
    public static IReadOnlyList<Push>? Before(
        IEnumerable<BranchUpdate> moves, BranchUpdate push, IReadOnlySet<CommitSha> brought)
    {
        if (brought.Count == 0) return [];
        var earlier = moves.Where(move => move.At <= push.At && move.After is { } after && brought.Contains(after))
            .ToList();
        return earlier.Exists(move => move.By is null) ? null : [.. earlier.Select(AsPush)];
    }

    /// <param name="move">Of somebody who is named, to a commit.</param>
    public static Push AsPush(BranchUpdate move) => new(move.By!, move.Before, move.After!.Value);
}
