using System.Globalization;
using TfPilot.Core.Approvals;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Audit;

/// <summary>
/// What the trusted plans of a decision were judged as: the verdict of each run, and the rules that fail or are waived.
/// </summary>
public static class ReviewEvidence
{
    /// <summary>Such as <c>run 5, attempt 1: needs approval</c>.</summary>
    public const string Verdict = "verdict";

    /// <summary>Such as <c>keep in prod</c>.</summary>
    public const string Failure = "policy-failure";

    /// <summary>A rule whose findings a waiver or an ignore comment exempts, such as <c>keep in prod</c>.</summary>
    public const string Waiver = "policy-waiver";

    /// <summary>The maximum number of failing rules, and of waived ones, in one entry.</summary>
    private const int MaxRules = 20;

    internal static IEnumerable<AuditEvidence> Of(PullEvaluation pull)
    {
        var trusted = pull.Projects.Where(project => project.Evidence.IsTrusted).ToList();
        return
        [
            .. trusted.GroupBy(project => project.Evidence.Document.Run).OrderBy(run => run.Key.Run)
                .ThenBy(run => run.Key.Attempt)
                .Select(run => new AuditEvidence(
                    Verdict, $"{run.Key}: {Words(run.Max(project => project.Review.Verdict))}")),
            .. Rules(Failure, trusted, PolicySummary.IsFailure),
            .. Rules(Waiver, trusted,
                finding => finding.Verdict is FindingVerdict.Waived or FindingVerdict.Ignored),
        ];
    }

    private static IEnumerable<AuditEvidence> Rules(
        string name, IEnumerable<JudgedProject> projects, Func<Finding, bool> matches)
    {
        var rules = projects
            .SelectMany(project => project.Review.Findings.Where(matches),
                (project, finding) => $"{finding.Rule} in {project.Environment ?? "no environment"}")
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var rule in rules.Take(MaxRules)) yield return new(name, rule);
        if (rules.Count > MaxRules)
            yield return new(name,
                string.Create(CultureInfo.InvariantCulture, $"{rules.Count - MaxRules} more rules"));
    }

    private static string Words(Verdict verdict) => verdict.Word().Replace('_', ' ');
}
