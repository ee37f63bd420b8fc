using TfPilot.Core.Approvals;

namespace TfPilot.App.Reconciling;

/// <summary>What people asked for in comments and who holds which environment, as it is kept. Locks are null when nobody can tell.</summary>
internal sealed record Standings(IReadOnlyList<OverrideRequest> Overrides, IReadOnlyList<PolicyApproval> PolicyApprovals, IReadOnlyList<HeldLock>? Locks)
{
    public IEnumerable<Person> People => Overrides.Select(request => request.By).Concat(PolicyApprovals.Select(approval => approval.By));
}
