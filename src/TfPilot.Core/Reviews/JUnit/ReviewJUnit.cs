using System.Globalization;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Writes the review as JUnit XML: a suite per project with a case for the plan and one for every rule and address. A
/// case fails when it blocks or needs approval, so that the report is red exactly when the exit code is not 0.
/// </summary>
public static class ReviewJUnit
{
    public static string Write(Review review)
    {
        List<JUnitSuite> suites = [.. review.Projects.Select(
            project => new JUnitSuite(project.Name, [PlanCase(project), .. RuleCases(project)]))];
        if (review.Problems.Count > 0) suites.Insert(0, new("inputs", [.. review.Problems.Select(ProblemCase)]));

        return JUnitXml.Write(suites);
    }

    private static JUnitCase ProblemCase(Problem problem) =>
        new(problem.Path, JUnitOutcome.Error, "input", problem.Message, problem.Message);

    private static JUnitCase PlanCase(ProjectReview project) => project.Plan.Errored
        ? new("plan", JUnitOutcome.Error, "plan", "planning failed", "Planning failed; the plan is partial.")
        : new("plan", JUnitOutcome.Pass, "plan", "", "");

    private static IEnumerable<JUnitCase> RuleCases(ProjectReview project) => project.Findings
        .Where(finding => finding.Verdict != FindingVerdict.Pass)
        .GroupBy(finding => (finding.Rule, finding.Address))
        .Select(findings => RuleCase(findings.Key.Rule, findings.Key.Address?.Text ?? "plan", [.. findings]));

    /// <summary>The worst finding determines the outcome of the case; all findings are included.</summary>
    private static JUnitCase RuleCase(string rule, string address, IReadOnlyList<Finding> findings)
    {
        var worst = findings.MaxBy(finding => OutcomeOf(finding))!;
        var message = OutcomeOf(worst) == JUnitOutcome.Skipped ? $"{worst.Verdict.Word()}: {worst.Note}"
            : $"{FindingText.Subject(worst)}: {FindingText.Difference(worst)}";
        return new($"{rule} {address}", OutcomeOf(worst), worst.Level.Word(), message,
            string.Join('\n', findings.SelectMany(Lines)));
    }

    private static JUnitOutcome OutcomeOf(Finding finding) => Verdicts.Of(finding) switch
    {
        Verdict.Pass => JUnitOutcome.Skipped,
        Verdict.Warn => JUnitOutcome.Pass,
        _ => JUnitOutcome.Failure,
    };

    private static IEnumerable<string> Lines(Finding finding)
    {
        yield return $"{FindingText.Subject(finding)}: {finding.Verdict.Word()} ({finding.Level.Word()}), " +
            FindingText.Difference(finding);
        foreach (var detail in FindingText.Details(finding)) yield return $"  {detail}";
        if (finding.Source is { } source)
            yield return $"  at {VisibleText.Of(source.File)}:{source.Line.ToString(CultureInfo.InvariantCulture)}";
    }
}
