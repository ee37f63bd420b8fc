using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>Releases the locks of closed pull requests and drafts.</summary>
internal sealed class LockReleaser(LockStore locks, PullMarker concerned, TimeProvider clock)
{
    public async Task ReleaseAsync(PullKey key, string why, CancellationToken ct)
    {
        if (await locks.ReleaseAllAsync(key, why, clock.GetUtcNow(), ct))
            await concerned.MarkAsync(key, movesLocks: true, ct);
    }
}
