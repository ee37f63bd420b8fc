using System.Diagnostics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Approvals;

/// <summary>The approvals and fixes that each environment's review requires, based on trusted evidence.</summary>
internal static class ReviewRequirement
{
    public static IEnumerable<RequirementResult> Verdict(PullEvaluation pull) => pull.Projects
        .Where(project => project.Evidence.IsTrusted)
        .GroupBy(project => project.Environment, StringComparer.OrdinalIgnoreCase)
        .Select(projects => Of(projects.Key, Review.Of([.. projects.Select(project => project.Review)], []), pull));

    private static RequirementResult Of(string? environment, Review review, PullEvaluation pull) =>
        review.Verdict switch
        {
            Reviews.Verdict.Pass or Reviews.Verdict.Warn =>
                new(environment, Decision.Approved, "no rule blocks it", []),
            Reviews.Verdict.NeedsApproval when pull.Participants is { } participants =>
                PolicyApprovals.Judge(environment, FindingSet.Of(review.Projects), pull, participants),
            Reviews.Verdict.NeedsApproval =>
                new(environment, Decision.Pending,
                    $"needs approval by {Approvers(review, pull.Facts.Settings.Find(environment)?.Approvals)}",
                ["A policy rule requires approval of the findings in the review below."]),
            Reviews.Verdict.Blocked when pull.Participants is { } participants && IsBlockedByIgnoresAlone(review) =>
                PolicyApprovals.Judge(environment, FindingSet.Of(review.Projects), pull, participants),
            Reviews.Verdict.Blocked =>
                new(environment, Decision.Blocked,
                    review.RiskClass == RiskClass.Unknown ? "planning failed" : "policy blocks", [Sentence(review)])
                {
                    Step = review.RiskClass == RiskClass.Unknown ? "make terraform plan succeed"
                    : $"fix the violations of {Blocking(review)}",
                },
            Reviews.Verdict.Error =>
                new(environment, Decision.Error, "an input could not be read",
                    [Sentence(review)])
                { Step = "fix the unreadable input" },
            _ => throw new UnreachableException(),
        };

    private static string Sentence(Review review) =>
        Headline.NextStep(review) is var step ? $"{char.ToUpperInvariant(step[0])}{step[1..]}" : "";

    /// <summary>The only blocking rule, or the number of blocking rules.</summary>
    private static string Blocking(Review review)
    {
        var rules = review.Projects.SelectMany(project => project.Findings)
            .Where(finding => Verdicts.Of(finding) == Reviews.Verdict.Blocked)
            .Select(finding => finding.Rule).Distinct().ToList();
        return rules is [var one] ? $"the rule {one}" : "the policy";
    }

    /// <summary>Whether approvals can lift every block, because each blocking finding has an ignore comment.</summary>
    private static bool IsBlockedByIgnoresAlone(Review review) => review.RiskClass != RiskClass.Unknown
        && review.Projects.SelectMany(project => project.Findings)
        .Where(finding => Verdicts.Of(finding) == Reviews.Verdict.Blocked).All(FindingSet.CanBeExempted);

    /// <summary>The approvers named by the rules, otherwise those of the environment.</summary>
    private static string Approvers(Review review, ApprovalSettings? approvals)
    {
        var named = review.Projects.SelectMany(project => project.Findings)
            .Where(finding => Verdicts.Of(finding) == Reviews.Verdict.NeedsApproval)
            .SelectMany(finding => finding.Approvers);
        IEnumerable<string> environments = [.. (approvals?.Teams ?? []).Select(team => team.ToString()),
            .. approvals?.Users ?? []];
        var names = named.Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } found ? found : [.. environments];
        return names.Count == 0 ? "anyone with write permission" : string.Join(" or ", names);
    }
}
