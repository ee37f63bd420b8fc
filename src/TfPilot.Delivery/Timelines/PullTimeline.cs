namespace TfPilot.Delivery.Timelines;

/// <summary>The facts of a pull request that GitHub knows and the audit history may not.</summary>
/// <param name="Author">Null when the account was deleted.</param>
/// <param name="MergeCommit">Null when it is not merged.</param>
/// <param name="Closed">When it was closed or merged; null while it is open.</param>
public sealed record TimelineFacts(
    int Number, string? Author, DateTimeOffset? Opened, string? MergeCommit, string? MergedBy, DateTimeOffset? Closed);

/// <summary>The timeline of a pull request with the facts of GitHub.</summary>
/// <param name="Last">The number of the last entry of the audit history in it; 0 without entries.</param>
public sealed record PullTimeline(int Number, long Last, IReadOnlyList<TimelineEvent> Events)
{
    /// <summary>
    /// Begins with the opening, and adds the merge while the history does not have it, such as when the App was
    /// installed later.
    /// </summary>
    public static PullTimeline Of(Timeline timeline, TimelineFacts facts)
    {
        var events = new List<TimelineEvent>();
        if (facts.Opened is { } opened)
            events.Add(new(opened, TimelineKind.Opened, facts.Author is { } author ? $"opened by {author}" : "opened")
            {
                By = facts.Author,
            });
        events.AddRange(timeline.Events);
        if (facts.Closed is { } closed && timeline.MergeCommit is null) events.Add(End(facts, closed));
        return new(facts.Number, timeline.Last, events);
    }

    private static TimelineEvent End(TimelineFacts facts, DateTimeOffset closed) => facts.MergeCommit is { } commit
        ? new(closed, TimelineKind.Merge, TimelineFold.Merged(commit, facts.MergedBy))
        {
            By = facts.MergedBy,
            Commit = commit,
        }
        : new(closed, TimelineKind.Closed, "closed without a merge");
}
