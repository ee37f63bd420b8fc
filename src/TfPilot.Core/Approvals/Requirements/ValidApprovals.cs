namespace TfPilot.Core.Approvals;

/// <summary>An approval that counts if the person is eligible. It expires at <paramref name="Until"/>.</summary>
internal sealed record Approval(Person By, DateTimeOffset? Until);

/// <summary>The approvals of a pull request under one environment's settings.</summary>
internal sealed record ValidApprovals(IReadOnlyList<Approval> Votes, IReadOnlyList<DisregardedApproval> Disregarded)
{
    public static ValidApprovals Of(Participants voters, ApprovalSettings settings, ApprovalValidity freshness)
    {
        var judged = voters.Opinions.Where(opinion => opinion.Approvals.Count > 0)
            .Select(opinion => (opinion.By, Why: DisregardReason(opinion, voters, settings, freshness),
                Until: Until(opinion, settings, freshness)))
            .ToList();
        var bots = (voters.People.Reviews ?? [])
            .Where(review => review is { By.IsBot: true, State: ReviewState.Approved }).Select(review => review.By)
            .DistinctBy(bot => bot.Id).OrderBy(bot => bot.Id.Value);
        return new(
            [.. judged.Where(vote => vote.Why is null).Select(vote => new Approval(vote.By, vote.Until))],
            [.. judged.Where(vote => vote.Why is not null).Select(vote => new DisregardedApproval(vote.By, vote.Why!)),
                .. bots.Select(bot => new DisregardedApproval(bot, "bots never count"))]);
    }

    /// <summary>One valid approval per person is enough.</summary>
    private static string? DisregardReason(
        ReviewerState opinion, Participants voters, ApprovalSettings settings, ApprovalValidity freshness)
    {
        if (voters.Ineligibility(opinion.By, settings) is { } ban) return ban;
        var objections = opinion.Approvals.Select(approval => freshness.Objection(approval, settings)).ToList();
        return objections.Contains(null) ? null : objections[0];
    }

    private static DateTimeOffset? Until(
        ReviewerState opinion, ApprovalSettings settings, ApprovalValidity freshness) =>
        opinion.Approvals.Where(approval => freshness.Objection(approval, settings) is null)
        .Max(approval => ApprovalValidity.EndOf(approval.SubmittedAt, settings));
}
