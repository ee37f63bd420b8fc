using TfPilot.App.Jobs;
using TfPilot.Core.Audit;
using TfPilot.Delivery.Timelines;
using TfPilot.GitHub.Api;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// The timelines of pull requests. The folded entries are cached, so that only later ones are read again.
/// </summary>
internal sealed class TimelineReader(AuditStore audit, SharedCache cache)
{
    /// <summary>The approximate size of an event in bytes.</summary>
    private const long EventSize = 500;

    private readonly SharedCache.Region<PullKey, Timeline> known =
        cache.CreateRegion<PullKey, Timeline>(timeline => EventSize * timeline.Events.Count);

    /// <summary>The timeline with the facts of GitHub.</summary>
    public async Task<PullTimeline> ReadAsync(PullKey key, PullRequest pull, CancellationToken ct) =>
        PullTimeline.Of(await ReadAsync(key, ct), new(
            key.Pull, pull.Author, pull.CreatedAt, pull.MergedAs?.Text, pull.MergedBy,
            pull.IsOpen ? null : pull.ClosedAt ?? pull.MergedAt));

    /// <summary>The events of the audit history.</summary>
    public async Task<Timeline> ReadAsync(PullKey key, CancellationToken ct)
    {
        var timeline = known.TryGetValue(key, out var cached) ? cached : Timeline.Empty;
        var (entries, after) = (new List<RecordedEntry>(), timeline.Last);
        while (await audit.ReadPageAsync(key, after, ct) is { Count: > 0 } page)
        {
            entries.AddRange(page.Select(row => AuditEntryReader.TryRead(row.Line)).OfType<RecordedEntry>());
            after = page[^1].Number;
        }

        return entries.Count == 0 ? timeline : known.Set(key, timeline.Then(entries));
    }
}
