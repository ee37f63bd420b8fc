namespace TfPilot.Core.Approvals;

/// <summary>What one person thinks of the pull request, from all that the person said.</summary>
/// <param name="Approvals">Given since the person last thought otherwise, the latest first.</param>
/// <param name="Objection">The request for changes that stands; null when none does.</param>
internal sealed record ReviewerState(Person By, IReadOnlyList<PullReview> Approvals, PullReview? Objection)
{
    /// <summary>In the order of people's numbers. Comments and what is not submitted say nothing; a dismissed review says nothing and revives nothing.</summary>
    /// <param name="isContributor">Of whom a dismissal does not count.</param>
    public static IReadOnlyList<ReviewerState> Of(IEnumerable<PullReview> reviews, Func<UserId, bool> isContributor) =>
    [
        .. reviews.Where(review => review is { State: ReviewState.Approved or ReviewState.ChangesRequested or ReviewState.Dismissed, SubmittedAt: not null, By.IsBot: false })
            .GroupBy(review => (review.By.Id, Gone: review.By.IsGone ? review.Id : 0)) // The ghost stands for many, who cannot speak for each other.
            .OrderBy(same => same.Key.Id.Value).ThenBy(same => same.Key.Gone)
            .Select(same => Of([.. same.OrderByDescending(review => review.SubmittedAt).ThenByDescending(review => review.Id)], isContributor)),
    ];

    private static ReviewerState Of(IReadOnlyList<PullReview> latestFirst, Func<UserId, bool> isContributor) => new(
        latestFirst[0].By,
        [.. latestFirst.TakeWhile(review => review.State == ReviewState.Approved)],
        Objects(latestFirst[0], isContributor) ? latestFirst[0] : null);

    private static bool Objects(PullReview review, Func<UserId, bool> isContributor) =>
        review.State == ReviewState.ChangesRequested || (review.State == ReviewState.Dismissed && IsKeptFromDismissal(review, isContributor));

    /// <summary>Whoever is asked for changes cannot dismiss the request; whoever made it can.</summary>
    private static bool IsKeptFromDismissal(PullReview review, Func<UserId, bool> isContributor) =>
        review.Dismissal is not { Was: ReviewState.Approved or ReviewState.Commented }
        && (review.Dismissal?.By is not { } by || (by.Id != review.By.Id && isContributor(by.Id)));
}
