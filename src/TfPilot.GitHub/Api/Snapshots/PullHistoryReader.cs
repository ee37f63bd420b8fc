using TfPilot.Core.Approvals;

namespace TfPilot.GitHub.Api;

/// <summary>Combines the pages of a history.</summary>
internal static class PullHistoryReader
{
    /// <summary>The maximum number of commits that GitHub lists for a pull request.</summary>
    private const int MaxCommits = 250;

    public static bool HasNextPage(this IHistoryPages page) =>
        page.Reviews?.PageInfo.HasNextPage == true || page.Dismissals?.PageInfo.HasNextPage == true
        || page.History?.PageInfo.HasNextPage == true;

    /// <summary>The cursor of each list; a completed list keeps its last cursor while the others continue.</summary>
    public static string? Cursor(this IEnumerable<IHistoryPages> pages, Func<IHistoryPages, GraphQlPage?> list) =>
        pages.Select(page => list(page)?.EndCursor).LastOrDefault(cursor => cursor is not null);

    public static PullHistory ToModel(
        this IReadOnlyList<IHistoryPages> pages, DateTimeOffset? retargeted, string server)
    {
        var dismissals = pages.SelectMany(page => page.Dismissals?.Nodes ?? []).OfType<HistoryDismissal>()
            .Where(dismissal => dismissal.Review is not null).GroupBy(dismissal => dismissal.Review!.FullDatabaseId)
            .ToDictionary(same => same.Key, same => same.MaxBy(dismissal => dismissal.CreatedAt)!);
        var reviews = pages.SelectMany(page => page.Reviews?.Nodes ?? []).OfType<HistoryReview>()
            .DistinctBy(review => review.FullDatabaseId);
        return new(
            [.. reviews.Select(review => review.ToModel(
                dismissals.TryGetValue(review.FullDatabaseId, out var found) ? ToModel(found) : null))],
            Commits(pages, server),
            retargeted);
    }

    private static Dismissal ToModel(HistoryDismissal dismissal) =>
        new(dismissal.Actor?.Person(), HistoryReview.Read(dismissal.PreviousReviewState));

    private static List<PullCommit>? Commits(IReadOnlyList<IHistoryPages> pages, string server)
    {
        var commits = pages.SelectMany(page => page.History?.Nodes ?? []).OfType<HistoryCommitNode>()
            .DistinctBy(node => node.Commit.Oid).ToList();
        return pages[0].History?.TotalCount is { } all && all == commits.Count && all < MaxCommits
            ? commits.ConvertAll(node => node.Commit.ToModel(server)) : null;
    }
}
