using System.Globalization;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Approvals;

/// <summary>Evaluates the conditions of additional requirements. Unknown facts count as the worst case.</summary>
internal static class ConditionRules
{
    /// <summary>Why the requirement applies, such as "the risk is destructive"; null when it does not.</summary>
    public static string? MatchReason(ApprovalCondition when, JudgedPull pull, string? environment)
    {
        var projects = pull.In(environment).ToList();
        if (projects.Count == 0 || projects.Exists(project => !project.Evidence.IsTrusted))
            return "without trusted evidence, the worst case is assumed";
        var reviews = projects.ConvertAll(project => project.Review);
        var whys = new List<string?>();
        if (when.Risk is { } risk) whys.Add(Risk(risk, reviews));
        if (when.Factors.Count > 0) whys.Add(Factor(when.Factors, reviews));
        if (when.CostIncrease is { } increase)
            whys.Add(reviews.ConvertAll(review => review.Cost) is var costs && Cost(costs) is not { } cost
                ? "the cost is unknown"
            : increase.Matches(new PlanValue.Number(Digits(cost)), environment) == true
            ? $"the monthly cost increases by {cost}" : null);
        if (when.LeavesNothing) whys.Add(Destroyed(projects));
        return whys.Contains(null) ? null : string.Join(" and ", whys);
    }

    private static string? Destroyed(List<JudgedProject> projects) =>
        projects.Find(project => project.Evidence.Facts.Plan is { LeavesNothing: true, ChangesNothing: false })
            is { } project ? $"everything in {project.Review.Name} is destroyed" : null;

    private static string? Risk(RiskClass least, List<ProjectReview> reviews) =>
        reviews.Max(review => review.Risk.Class) is var worst && worst >= least ? $"the risk is {worst.Word()}" : null;

    private static string? Factor(IReadOnlyList<string> wanted, List<ProjectReview> reviews) =>
        wanted.Where(id => reviews.Exists(review => review.Risk.Factors.Any(factor => factor.Id == id)))
        .ToList() is { Count: > 0 } found
            ? $"{string.Join(" and ", found)} {(found.Count == 1 ? "was" : "were")} found" : null;

    /// <summary>Null unless every plan has an estimate and all use one currency.</summary>
    private static Money? Cost(List<CostSummary?> costs) =>
        costs.Contains(null) || CostSummary.Sum(costs) is not { Without.Count: 0 } sum ? null
        : new Money(sum.MonthlyDelta, sum.Currency);

    private static string Digits(Money cost) => cost.Rounded.ToString(CultureInfo.InvariantCulture);
}
