using TfPilot.Core.Approvals;

namespace TfPilot.App.Pulls;

/// <summary>
/// What people asked for in comments and who holds which environment, as it is kept. Locks are null when nobody can
/// tell.
/// </summary>
internal sealed record RecordedConsents(
    IReadOnlyList<OverrideRequest> Overrides, IReadOnlyList<PolicyApproval> PolicyApprovals,
    IReadOnlyList<HeldLock>? Locks)
{
    /// <summary>The comments that count as far as is known here.</summary>
    public IReadOnlySet<long> Comments =>
        Overrides.Where(request => !request.IsEdited).Select(request => request.Comment)
        .Concat(PolicyApprovals.Where(approval => !approval.IsEdited).Select(approval => approval.Comment)).ToHashSet();

    /// <summary>With everything edited that is not among these comments.</summary>
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
