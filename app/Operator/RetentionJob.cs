using TfPilot.App.Jobs;
using TfPilot.Storage;

namespace TfPilot.App.Operator;

/// <summary>
/// Deletes expired data, and queues pull requests without activity for the retention time, because the webhook that
/// closed them may have been lost.
/// </summary>
internal sealed class RetentionJob(Retention retention, EvidenceStore evidence, PullQueue queue, TimeProvider clock)
    : IBackgroundJob
{
    private const int MaxChecksPerRun = 100;

    private PullKey last;

    public string Name => "the retention job";

    public TimeSpan PollInterval => TimeSpan.FromHours(1);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await retention.ApplyAsync(now, ct);
        var inactive = await evidence.ListInactiveAsync(now - retention.EvidenceLifetime, last, MaxChecksPerRun, ct);
        foreach (var key in inactive) await queue.MarkAsync(key, now, ct);
        last = inactive.Count == MaxChecksPerRun ? inactive[^1] : default;
        return inactive.Count;
    }
}
