using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;

namespace TfPilot.App.Pulls;

/// <summary>The commits that a pull request consists of, with what each is made on.</summary>
internal sealed class OwnCommits(IReadOnlyList<PullCommit> commits)
{
    private readonly Dictionary<CommitSha, PullCommit> own = commits.DistinctBy(commit => commit.Sha)
        .ToDictionary(commit => commit.Sha);

    public bool Contains(CommitSha commit) => own.ContainsKey(commit);

    /// <summary>Those that a push added to its branch.</summary>
    public IReadOnlySet<CommitSha> BroughtBy(BranchUpdate push)
    {
        var brought = Reached(push.After);
        brought.ExceptWith(Reached(push.Before));
        return brought;
    }

    /// <summary>
    /// Those that did not exist at a moment: they are made on a commit that GitHub made later, to merge a pull request,
    /// or on one that was pushed onto such a commit. No older move can have brought them, whatever they say of their
    /// age.
    /// </summary>
    /// <param name="moves">Of all branches, newest first.</param>
    public IReadOnlySet<CommitSha> NewerThan(DateTimeOffset moment, IEnumerable<BranchUpdate> moves)
    {
        var newer = new HashSet<CommitSha>();
        foreach (var move in moves.Reverse())
        {
            var isOnNewer = move is { IsForced: false, Before: { } before } && newer.Contains(before);
            if (move.After is { } after && (move.MadeSince > moment || isOnNewer)) newer.Add(after);
        }

        Spread(newer);
        return newer;
    }

    /// <summary>To all that is made on them.</summary>
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
