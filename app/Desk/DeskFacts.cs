using TfPilot.Core.Approvals;
using TfPilot.Storage;

namespace TfPilot.App.Desk;

/// <summary>What people asked the desk for, as decisions take it.</summary>
internal sealed class DeskFacts(ConsentStore consents, LockStore locks)
{
    /// <summary>With the overrides and policy approvals of the pull request and the locks of its repository.</summary>
    public async Task<PullPeople> WithAsync(PullPeople people, PullKey key, CancellationToken ct) => people with
    {
        Overrides = await consents.OverridesAsync(key, ct),
        PolicyApprovals = await consents.PolicyApprovalsAsync(key, ct),
        Locks = await locks.ListAsync(key.Installation, key.Repository, ct),
    };
}
