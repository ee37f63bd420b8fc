namespace TfPilot.Core.Approvals;

/// <summary>One person's position on the pull request, derived from all of that person's reviews.</summary>
/// <param name="Approvals">Given since the person's last request for changes, latest first.</param>
/// <param name="Objection">The open request for changes; null when there is none.</param>
/// <param name="IsUnsure">Whether the request stands only if the person who dismissed it contributed, which is not
/// known.</param>
internal sealed record ReviewerState(
    Person By, IReadOnlyList<PullReview> Approvals, PullReview? Objection, bool IsUnsure)
{
    /// <summary>
    /// Ordered by account number. Comments and unsubmitted reviews are ignored; a dismissed review neither counts nor
    /// reinstates an earlier one.
    /// </summary>
    /// <param name="contributed">People whose dismissals do not count.</param>
    public static IReadOnlyList<ReviewerState> Of(
        IEnumerable<PullReview> reviews, Func<UserId, Membership> contributed) =>
    [
        .. reviews.Where(
            review => review is { State: ReviewState.Approved or ReviewState.ChangesRequested or ReviewState.Dismissed,
                SubmittedAt: not null, By.IsBot: false })
            // The ghost account represents many people, so each of its reviews counts separately.
            .GroupBy(review => (review.By.Id, Gone: review.By.IsDeleted ? review.Id : 0))
            .OrderBy(same => same.Key.Id.Value).ThenBy(same => same.Key.Gone)
            .Select(same => Of(
                [.. same.OrderByDescending(review => review.SubmittedAt).ThenByDescending(review => review.Id)],
                contributed)),
    ];

    private static ReviewerState Of(IReadOnlyList<PullReview> latestFirst, Func<UserId, Membership> contributed)
    {
        var (latest, objects) = (latestFirst[0], Objects(latestFirst[0], contributed));
        return new(
            latest.By,
            [.. latestFirst.TakeWhile(review => review.State == ReviewState.Approved)],
            objects == Membership.No ? null : latest,
            IsUnsure: objects == Membership.Unknown);
    }

    private static Membership Objects(PullReview review, Func<UserId, Membership> contributed) =>
        review.State == ReviewState.ChangesRequested ? Membership.Yes
        : review.State == ReviewState.Dismissed ? IsProtectedFromDismissal(review, contributed)
        : Membership.No;

    /// <summary>
    /// The people a change request is addressed to cannot dismiss it; its author can. The ghost account may be anyone.
    /// </summary>
    private static Membership IsProtectedFromDismissal(PullReview review, Func<UserId, Membership> contributed) =>
        review.Dismissal is { Was: ReviewState.Approved or ReviewState.Commented } ? Membership.No
        : review.Dismissal?.By is not { IsDeleted: false } by ? Membership.Yes
        : by.Id == review.By.Id ? Membership.No
        : contributed(by.Id);
}
