using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>Checks that a single job always publishes and does not run the repository's code.</summary>
internal static partial class PublishChecks
{
    private static readonly string[] Commenters = ["marocchino/sticky-pull-request-comment",
        "peter-evans/create-or-update-comment", "thollander/actions-comment-pull-request"];

    public static readonly IReadOnlyList<Check> All =
    [
        new("publish-checks-out", DiagnosisLevel.Warning, "a publish job that checks out code",
            "The job has write permission, so it must not run code of the pull request.", ChecksOut),
        new("publish-skipped", DiagnosisLevel.Warning, "a publish job with `needs` but without `if: always()`",
            "If one plan fails, the job is skipped and no result is published; a skipped required check " +
                "counts as passed.", Skipped),
        new("matrix-comments", DiagnosisLevel.Warning, "a matrix job that writes comments",
            "Concurrent jobs overwrite or duplicate each other's comment.", Comments),
    ];

    private static IEnumerable<DoctorFinding> ChecksOut(DoctorContext context) => context.Steps
        .Where(step => step.IsCheckout && step.Job.Publishes)
        .Select(step => new DoctorFinding(step.Where, $"The job {step.Job.Name} publishes and checks out code.",
            "Remove the checkout: publish reads the downloaded facts and gets the settings from GitHub."));

    private static IEnumerable<DoctorFinding> Skipped(DoctorContext context) => context.Jobs
        .Where(job => job.Publishes && job.Needs.Count > 0 && !AtAnyRate().IsMatch(job.Condition))
        .Select(job => new DoctorFinding(
            job.Where, $"The job {job.Name} is skipped when {string.Join(" or ", job.Needs)} fails.",
            $"Write `if: always(){And(job.Condition)}` in the job {job.Name}."));

    private static string And(string condition) =>
        condition.Length > 0 ? $" && ({Bare().Match(condition).Groups["inner"].Value})" : "";

    private static IEnumerable<DoctorFinding> Comments(DoctorContext context) => context.Steps
        .Where(step => step.Job.IsMatrix
            && (step.TfPilotCommand is "review" or "publish" && step.Input("comment") == "always"
                || Commenters.Contains(step.Uses?.Name) || Comment().IsMatch(step.Run)))
        .Select(step => new DoctorFinding(step.Where, $"Every job of the matrix {step.Job.Name} writes a comment.",
            "Upload the reviews from these jobs, and run tfpilot with `command: publish` in one job after them."));

    [GeneratedRegex(@"\balways\(\)|!\s*cancelled\(\)", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex AtAnyRate();

    [GeneratedRegex(
        @"^\s*(\$\{\{\s*)?(?<inner>.*?)(\s*\}\})?\s*$", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Bare();

    [GeneratedRegex(
        @"\bgh\s+(pr|issue)\s+comment\b|\btfpilot\s+review\b[^\n]*--comment[= ]always\b",
        RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
