namespace TfPilot.Core.Approvals;

/// <summary>An approval that counts if the person is eligible. It expires at <paramref name="ExpiresAt"/>.</summary>
internal sealed record Approval(Person By, DateTimeOffset? ExpiresAt);

/// <summary>The approvals of a pull request under one environment's settings.</summary>
internal sealed record ValidApprovals(IReadOnlyList<Approval> Approvals, IReadOnlyList<DisregardedApproval> Disregarded)
{
    public static ValidApprovals Of(Participants participants, ApprovalSettings settings, ApprovalValidity validity)
    {
        var judged = participants.Reviewers.Where(reviewer => reviewer.Approvals.Count > 0)
            .Select(reviewer => (reviewer.By, Why: DisregardReason(reviewer, participants, settings, validity),
                ExpiresAt: ExpiryOf(reviewer, settings, validity)))
            .ToList();
        var bots = (participants.People.Reviews ?? [])
            .Where(review => review is { By.IsBot: true, State: ReviewState.Approved }).Select(review => review.By)
            .DistinctBy(bot => bot.Id).OrderBy(bot => bot.Id.Value);
        return new(
            [.. judged.Where(approval => approval.Why is null)
                .Select(approval => new Approval(approval.By, approval.ExpiresAt))],
            [.. judged.Where(approval => approval.Why is not null)
                .Select(approval => new DisregardedApproval(approval.By, approval.Why!)),
                .. bots.Select(bot => new DisregardedApproval(bot, "bots never count"))]);
    }

    /// <summary>One valid approval per person is enough.</summary>
    private static string? DisregardReason(
        ReviewerState reviewer, Participants participants, ApprovalSettings settings, ApprovalValidity validity)
    {
        if (participants.Ineligibility(reviewer.By, settings) is { } reason) return reason;
        var objections = reviewer.Approvals.Select(approval => validity.Objection(approval, settings)).ToList();
        return objections.Contains(null) ? null : objections[0];
    }

    private static DateTimeOffset? ExpiryOf(
        ReviewerState reviewer, ApprovalSettings settings, ApprovalValidity validity) =>
        reviewer.Approvals.Where(approval => validity.Objection(approval, settings) is null)
        .Max(approval => ApprovalValidity.EndOf(approval.SubmittedAt, settings));
}
