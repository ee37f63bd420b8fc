using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;

namespace TfPilot.App.Pulls;

/// <summary>The commits of a pull request with their parents.</summary>
internal sealed class OwnCommits(IReadOnlyList<PullCommit> commits)
{
    private readonly Dictionary<CommitSha, PullCommit> commitsBySha = commits.DistinctBy(commit => commit.Sha)
        .ToDictionary(commit => commit.Sha);

    public bool Contains(CommitSha commit) => commitsBySha.ContainsKey(commit);

    /// <summary>The commits that a push added to the branch.</summary>
    public IReadOnlySet<CommitSha> AddedBy(BranchUpdate push)
    {
        var added = AncestorsOf(push.After);
        added.ExceptWith(AncestorsOf(push.Before));
        return added;
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

        AddDescendants(newer);
        return newer;
    }

    /// <summary>Extends the set to all descendants.</summary>
    private void AddDescendants(HashSet<CommitSha> newer)
    {
        var children = commitsBySha.Values.SelectMany(
            commit => commit.Parents, (commit, parent) => (parent, commit.Sha))
            .ToLookup(pair => pair.parent, pair => pair.Sha);
        var next = new Stack<CommitSha>(newer);
        while (next.TryPop(out var commit))
        {
            foreach (var child in children[commit].Where(newer.Add)) next.Push(child);
        }
    }

    private HashSet<CommitSha> AncestorsOf(CommitSha? from)
    {
        var reached = new HashSet<CommitSha>();
        var next = new Stack<CommitSha>();
        if (from is { } start) next.Push(start);
        while (next.TryPop(out var commit))
        {
            if (!commitsBySha.TryGetValue(commit, out var found) || !reached.Add(commit)) continue;
            foreach (var parent in found.Parents) next.Push(parent);
        }

        return reached;
    }
}
