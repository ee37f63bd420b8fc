using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>Takes back the locks of pull requests that can use them no more, whoever forgot to.</summary>
internal sealed class LockReleaser(LockStore locks, PullMarker concerned, TimeProvider clock)
{
    public async Task ReleaseAsync(PullKey key, string why, CancellationToken ct)
    {
        if (await locks.ReleaseAllAsync(key, why, clock.GetUtcNow(), ct))
            await concerned.MarkAsync(key, movesLocks: true, ct);
    }
}
