namespace TfPilot.Core.Approvals;

/// <summary>What somebody asks about without doing it: these people approve the head now, and <paramref name="Touched"/> changes as well.</summary>
public sealed record WhatIf(IReadOnlyList<Person> Approvals, AffectedPaths Touched);

/// <summary>Decides about a pull request as it would be. What was not known is not known here either, and nothing follows from it for the real one.</summary>
public static class Simulation
{
    public static PullEvaluation Evaluate(PullFacts facts, WhatIf whatIf) => new(Of(facts, whatIf));

    /// <summary>The facts as they would be.</summary>
    public static PullFacts Of(PullFacts facts, WhatIf whatIf) => facts with
    {
        Touched = Both(facts.Touched, whatIf.Touched),
        People = facts.People is { Reviews: { } reviews } people ? people with { Reviews = [.. reviews, .. Approving(reviews, people.Now, whatIf, facts)] } : facts.People,
    };

    /// <summary>Later than everything that was said.</summary>
    private static IEnumerable<PullReview> Approving(IReadOnlyList<PullReview> reviews, DateTimeOffset now, WhatIf whatIf, PullFacts facts)
    {
        var (last, at) = (reviews.Select(review => review.Id).DefaultIfEmpty().Max(), reviews.Select(review => review.SubmittedAt).OfType<DateTimeOffset>().Append(now).Max());
        return whatIf.Approvals.Select((person, i) => new PullReview(last + 1 + i, person, ReviewState.Approved, facts.Head, at));
    }

    private static AffectedPaths Both(AffectedPaths touched, AffectedPaths more) => new([.. touched.Paths.Concat(more.Paths).DistinctBy(touch => touch.Path)], touched.IsComplete && more.IsComplete)
    {
        IsSettingsAlone = touched.IsSettingsAlone && (more.IsSettingsAlone || more is { IsNothing: true, Protected.Count: 0 }),
        Protected = [.. touched.Protected.Concat(more.Protected).Distinct()],
    };
}
