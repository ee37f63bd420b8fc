using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>Reports projects without a review, so that a missing review never reads as "no changes".</summary>
internal static class MissingReviews
{
    /// <param name="expected">The expected projects; null if unknown.</param>
    public static IReadOnlyList<Problem> Of(IReadOnlyList<ExpectedReview>? expected, IReadOnlyList<ProjectFacts> found)
    {
        if (expected is null)
            return found.Count > 0 ? []
                : [new("reviews",
                    "There is no review, and nobody says that there should be none: check the jobs before this one, " +
                        "and hand the output `projects` of discover on.")];
        var names = found.Select(project => project.Name).ToHashSet();
        var labels = found.Select(project => (project.Name, project.Environment)).ToHashSet();
        return [.. expected.Where(review => review.Unplanned is null
            && !(review.Environment is null ? names.Contains(review.Project)
                : labels.Contains((review.Project, review.Environment)))).Select(Missing)];
    }

    private static Problem Missing(ExpectedReview expected) =>
        new(expected.Label,
            "There is no review of this project: its job failed or was cancelled. The run's log says why.");
}
