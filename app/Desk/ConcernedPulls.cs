using TfPilot.App.Webhooks;
using TfPilot.App.Work;
using TfPilot.Storage;

namespace TfPilot.App.Desk;

/// <summary>Has looked at again whom a lock may have kept waiting: every open pull request of the repository.</summary>
internal sealed class ConcernedPulls(OpenPullFinder open, PullQueue queue, Signals signals, TimeProvider clock)
{
    public async Task MarkAsync(PullKey key, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await queue.MarkAsync(key, now, ct);
        signals.Pulls.Set();
        foreach (var other in await open.OfRepositoryAsync(key.Installation, key.Repository, _ => true, ct)) await queue.MarkAsync(other, now, ct);
        signals.Pulls.Set();
    }
}
