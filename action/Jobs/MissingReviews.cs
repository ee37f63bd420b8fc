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
                    "No review was found, and the input `projects` is not set, so it is unknown which were expected. " +
                        "Check the preceding jobs and pass discover's output `projects`.")];
        var names = found.Select(project => project.Name).ToHashSet();
        var labels = found.Select(project => (project.Name, project.Environment)).ToHashSet();
        return [.. expected.Where(review => review.Unplanned is null
            && !(review.Environment is null ? names.Contains(review.Project)
                : labels.Contains((review.Project, review.Environment)))).Select(Missing)];
    }

    private static Problem Missing(ExpectedReview expected) =>
        new(expected.Label,
            "There is no review of this project: its job failed or was canceled. See the run's log.");
}
