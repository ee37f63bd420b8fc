using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>Releases the locks of closed pull requests and drafts.</summary>
internal sealed class LockReleaser(LockStore locks, PullMarker marker, TimeProvider clock)
{
    public async Task ReleaseAsync(PullKey key, string reason, CancellationToken ct)
    {
        if (await locks.ReleaseAllAsync(key, reason, clock.GetUtcNow(), ct))
            await marker.MarkAsync(key, changesLocks: true, ct);
    }
}
