using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>Projects that should have a review and have none: never is silence taken for "no changes".</summary>
internal static class MissingReviews
{
    /// <param name="expected">Null when nobody said which projects there should be.</param>
    public static IReadOnlyList<Problem> Of(IReadOnlyList<ExpectedReview>? expected, IReadOnlyList<ProjectFacts> found) => expected is null
        ? found.Count > 0 ? [] : [new("reviews", "There is no review, and nobody says that there should be none: check the jobs before this one, and hand the output `projects` of discover on.")]
        : [.. expected.Where(review => !review.IsOrphaned && !found.Any(project => IsOf(review, project))).Select(Missing)];

    private static bool IsOf(ExpectedReview expected, ProjectFacts found) =>
        found.Name == expected.Project && (expected.Environment is null || found.Environment == expected.Environment);

    private static Problem Missing(ExpectedReview expected) =>
        new(expected.Label, "There is no review of this project: its job failed or was cancelled. The run's log says why.");
}
