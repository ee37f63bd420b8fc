using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;

namespace TfPilot.App.Pulls;

/// <summary>Who brought the commits of a pull request to its branch.</summary>
internal static class Pushers
{
    /// <summary>
    /// From the head back to where the branch was made, or left what the base has; null when that cannot be followed without a gap, for then
    /// somebody may be missing.
    /// </summary>
    /// <param name="moves">Newest first.</param>
    public static IReadOnlyList<Push>? Of(IReadOnlyList<BranchUpdate> moves, CommitSha head, IReadOnlySet<CommitSha> commits)
    {
        var pushes = new List<Push>();
        CommitSha? expected = head;
        foreach (var move in moves.SkipWhile(move => move.After != head))
        {
            if (move.After != expected) return expected is null ? pushes : null;
            if (move.By is not { } by) return null;
            if (move.After is { } after) pushes.Add(new(by, move.Before, after));
            if (move is { Before: { } before, IsForced: false } && !commits.Contains(before)) return pushes;
            expected = move.Before;
        }

        return expected is null ? pushes : null;
    }

    /// <summary>
    /// Who had brought commits of a new branch to the repository before it was made: whoever makes a branch from another one need not have pushed a line
    /// of it. Null when GitHub does not name somebody of them.
    /// </summary>
    /// <param name="moves">Of all branches.</param>
    public static IReadOnlyList<Push>? Before(IEnumerable<BranchUpdate> moves, DateTimeOffset made, IReadOnlySet<CommitSha> commits)
    {
        var earlier = moves.Where(move => move.At <= made && move.After is { } after && commits.Contains(after)).ToList();
        return earlier.Exists(move => move.By is null) ? null : [.. earlier.Select(move => new Push(move.By!, move.Before, move.After!.Value))];
    }
}
