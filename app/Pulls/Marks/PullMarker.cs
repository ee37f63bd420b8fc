using TfPilot.App.Jobs;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>Queues the affected pull requests; after a lock change, all open ones of the repository.</summary>
internal sealed class PullMarker(OpenPullFinder openPulls, PullQueue queue, Signals signals, TimeProvider clock)
{
    public async Task MarkAsync(PullKey key, bool changesLocks, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await queue.MarkAsync(key, now, ct);
        signals.Pulls.Set();
        if (!changesLocks) return;
        foreach (var other in await openPulls.OfRepositoryAsync(key.Installation, key.Repository, _ => true, ct))
            await queue.MarkAsync(other, now, WorkClass.FanOut, ct);
        signals.Pulls.Set();
    }
}
