using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>Reads overrides, policy approvals and locks in the form that decisions use.</summary>
internal sealed class ConsentReader(ConsentStore consents, LockStore locks)
{
    /// <summary>The overrides and policy approvals of the pull request, and the locks of its repository.</summary>
    public async Task<RecordedConsents> ReadAsync(PullKey key, CancellationToken ct) => new(
        await consents.OverridesAsync(key, ct), await consents.PolicyApprovalsAsync(key, ct),
        await locks.ListAsync(key.Installation, key.Repository, ct));
}
