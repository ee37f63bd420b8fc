using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;

namespace TfPilot.App.Pulls;

/// <summary>
/// What a base branch would become, and all pull requests that would be in it, the first to go in first. The last of
/// them writes its check.
/// </summary>
internal sealed record MergeGroup(CommitSha Head, IReadOnlyList<PullNumber> Members)
{
    public PullNumber Writer => Members[^1];

    /// <summary>Of a whole queue: a group that is built on another one holds all of that as well.</summary>
    public static IReadOnlyList<MergeGroup> Of(IReadOnlyList<QueuedPull> queue) =>
    [
        .. queue.Select(pull => pull.Group).OfType<CommitSha>().Distinct()
            .Select(head => (head, heads: Below(queue, head)))
            .Select(group => new MergeGroup(group.head,
                [.. queue.Where(pull => pull.Group is { } own && group.heads.Contains(own))
                    .Select(pull => pull.Number)])),
    ];

    private static HashSet<CommitSha> Below(IReadOnlyList<QueuedPull> queue, CommitSha head)
    {
        var (heads, next) = (new HashSet<CommitSha>(), new Stack<CommitSha>([head]));
        while (next.TryPop(out var at))
        {
            if (!heads.Add(at)) continue;
            foreach (var on in queue.Where(pull => pull.Group == at).Select(pull => pull.On).OfType<CommitSha>())
                next.Push(on);
        }

        return heads;
    }
}
