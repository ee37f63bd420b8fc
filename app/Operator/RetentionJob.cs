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

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await retention.ApplyAsync(now, ct);
        var quiet = await evidence.ListInactiveAsync(now - retention.EvidenceLifetime, last, MaxChecksPerRun, ct);
        foreach (var key in quiet) await queue.MarkAsync(key, now, ct);
        last = quiet.Count == MaxChecksPerRun ? quiet[^1] : default;
        return quiet.Count;
    }
}
