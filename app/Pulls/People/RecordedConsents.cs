using TfPilot.Core.Approvals;

namespace TfPilot.App.Pulls;

/// <summary>
/// The stored overrides and policy approvals from comments, and the environment locks; null locks are unknown.
/// </summary>
internal sealed record RecordedConsents(
    IReadOnlyList<OverrideRequest> Overrides, IReadOnlyList<PolicyApproval> PolicyApprovals,
    IReadOnlyList<HeldLock>? Locks)
{
    /// <summary>The comments that still count according to the database.</summary>
    public IReadOnlySet<long> Comments =>
        Overrides.Where(request => !request.IsEdited).Select(request => request.Comment)
        .Concat(PolicyApprovals.Where(approval => !approval.IsEdited).Select(approval => approval.Comment)).ToHashSet();

    /// <summary>A copy that treats everything outside these comments as edited.</summary>
    public RecordedConsents Of(IReadOnlySet<long> unchanged) => this with
    {
        Overrides = [.. Overrides.Select(
            request => request with { IsEdited = request.IsEdited || !unchanged.Contains(request.Comment) })],
        PolicyApprovals = [.. PolicyApprovals.Select(
            approval => approval with { IsEdited = approval.IsEdited || !unchanged.Contains(approval.Comment) })],
    };

    public IEnumerable<Person> People =>
        Overrides.Select(request => request.By).Concat(PolicyApprovals.Select(approval => approval.By));
}
