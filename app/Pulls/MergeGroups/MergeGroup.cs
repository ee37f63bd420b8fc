using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;

namespace TfPilot.App.Pulls;

/// <summary>
/// A merge queue group: its commit and its pull requests in merge order. The last pull request writes the group's
/// check.
/// </summary>
internal sealed record MergeGroup(CommitSha Head, IReadOnlyList<PullNumber> Members)
{
    public PullNumber Writer => Members[^1];

    /// <summary>The groups of a queue; a group built on another one contains all of its pull requests too.</summary>
    public static IReadOnlyList<MergeGroup> Of(IReadOnlyList<QueuedPull> queue) =>
    [
        .. queue.Select(pull => pull.Group).OfType<CommitSha>().Distinct()
            .Select(head => (head, heads: Ancestors(queue, head)))
            .Select(group => new MergeGroup(group.head,
                [.. queue.Where(pull => pull.Group is { } own && group.heads.Contains(own))
                    .Select(pull => pull.Number)])),
    ];

    private static HashSet<CommitSha> Ancestors(IReadOnlyList<QueuedPull> queue, CommitSha head)
    {
        var (heads, next) = (new HashSet<CommitSha>(), new Stack<CommitSha>([head]));
        while (next.TryPop(out var current))
        {
            if (!heads.Add(current)) continue;
            foreach (var parent in queue.Where(pull => pull.Group == current).Select(pull => pull.Parent)
                .OfType<CommitSha>())
                next.Push(parent);
        }

        return heads;
    }
}
