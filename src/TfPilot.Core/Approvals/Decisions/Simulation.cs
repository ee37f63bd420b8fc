namespace TfPilot.Core.Approvals;

/// <summary>
/// A hypothetical question: these people approve the current head, and <paramref name="Affected"/> changes as well.
/// </summary>
public sealed record WhatIf(IReadOnlyList<Person> Approvals, AffectedPaths Affected);

/// <summary>
/// Decides a hypothetical pull request. Unknown facts stay unknown, and the real pull request is not affected.
/// </summary>
public static class Simulation
{
    public static PullEvaluation Evaluate(PullFacts facts, WhatIf whatIf) => new(Of(facts, whatIf));

    /// <summary>The hypothetical facts.</summary>
    public static PullFacts Of(PullFacts facts, WhatIf whatIf) => facts with
    {
        Affected = Both(facts.Affected, whatIf.Affected),
        People = facts.People is { Reviews: { } reviews } people
            ? people with { Reviews = [.. reviews, .. Approving(reviews, people.Now, whatIf, facts)] } : facts.People,
    };

    /// <summary>Reviews that are later than all existing ones.</summary>
    private static IEnumerable<PullReview> Approving(
        IReadOnlyList<PullReview> reviews, DateTimeOffset now, WhatIf whatIf, PullFacts facts)
    {
        var (last, at) = (reviews.Select(review => review.Id).DefaultIfEmpty().Max(),
            reviews.Select(review => review.SubmittedAt).OfType<DateTimeOffset>().Append(now).Max());
        return whatIf.Approvals.Select(
            (person, i) => new PullReview(last + 1 + i, person, ReviewState.Approved, facts.Head, at));
    }

    private static AffectedPaths Both(AffectedPaths affected, AffectedPaths more) =>
        new([.. affected.Paths.Concat(more.Paths).DistinctBy(touch => touch.Path)],
            affected.IsComplete && more.IsComplete)
        {
            IsSettingsAlone = affected.IsSettingsAlone
            && (more.IsSettingsAlone || more is { IsNothing: true, Protected.Count: 0 }),
            Protected = [.. affected.Protected.Concat(more.Protected).Distinct()],
        };
}
