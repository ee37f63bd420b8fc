using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;

namespace TfPilot.App.Pulls;

/// <summary>The commits of a pull request with their parents.</summary>
internal sealed class OwnCommits(IReadOnlyList<PullCommit> commits)
{
    private readonly Dictionary<CommitSha, PullCommit> own = commits.DistinctBy(commit => commit.Sha)
        .ToDictionary(commit => commit.Sha);

    public bool Contains(CommitSha commit) => own.ContainsKey(commit);

    /// <summary>The commits that a push added to the branch.</summary>
    public IReadOnlySet<CommitSha> BroughtBy(BranchUpdate push)
    {
        var brought = Reached(push.After);
        brought.ExceptWith(Reached(push.Before));
        return brought;
    }

    /// <summary>
    /// The commits that did not exist at a moment: they descend from a merge commit that GitHub created later. No older
    /// move can have pushed them, regardless of their own timestamps.
    /// </summary>
    /// <param name="moves">The moves of all branches, newest first.</param>
    public IReadOnlySet<CommitSha> NewerThan(DateTimeOffset moment, IEnumerable<BranchUpdate> moves)
    {
        var newer = new HashSet<CommitSha>();
        foreach (var move in moves.Reverse())
        {
            var isOnNewer = move is { IsForced: false, Before: { } before } && newer.Contains(before);
            if (move.After is { } after && (move.CreatedAfter > moment || isOnNewer)) newer.Add(after);
        }

        Spread(newer);
        return newer;
    }

    /// <summary>Extends the set to all descendants.</summary>
    private void Spread(HashSet<CommitSha> newer)
    {
        var children = own.Values.SelectMany(commit => commit.Parents, (commit, parent) => (parent, commit.Sha))
            .ToLookup(pair => pair.parent, pair => pair.Sha);
        var next = new Stack<CommitSha>(newer);
        while (next.TryPop(out var commit))
        {
            foreach (var child in children[commit].Where(newer.Add)) next.Push(child);
        }
    }

    private HashSet<CommitSha> Reached(CommitSha? from)
    {
        var reached = new HashSet<CommitSha>();
        var next = new Stack<CommitSha>();
        if (from is { } start) next.Push(start);
        while (next.TryPop(out var commit))
        {
            if (!own.TryGetValue(commit, out var found) || !reached.Add(commit)) continue;
            foreach (var parent in found.Parents) next.Push(parent);
        }

        return reached;
    }
}
