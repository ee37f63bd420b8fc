using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>Notes about how the review was made.</summary>
internal static class ReviewNotes
{
    /// <param name="judged">The verdict by the effective settings.</param>
    /// <param name="proposed">The verdict by the proposed settings; null if they have problems.</param>
    public static string OfProposal(ProposedSettings settings, Verdict judged, Verdict? proposed)
    {
        var files = string.Join(" and ", settings.Edited);
        return proposed is { } verdict
            ? $"This pull request edits {files}. With the default branch's settings, used here, the verdict is " +
                $"{Words(judged)}; with the edited settings it would be {Words(verdict)}."
            : $"This pull request edits {files}, and the edited settings have problems: " +
                string.Join(" · ", settings.Problems.Take(3).Select(Words));
    }

    private static string Words(Problem problem) =>
        problem.Message.Contains(problem.Path, StringComparison.Ordinal) ? problem.Message
        : $"{problem.Path} {problem.Message}";

    private static string Words(Verdict verdict) => verdict.Word().Replace('_', ' ');
}
