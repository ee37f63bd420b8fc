using System.Diagnostics;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>The review in one line and the next step, shared by all writers.</summary>
internal static class Headline
{
    public static string Of(Review review)
    {
        var unreadable = review.Problems.Count == 0 ? ""
            : $"{Words.Count(review.Problems.Count, "input")} could not be read";
        if (review.Projects.Count == 0)
            return string.Join(" · ",
                new[] { unreadable, Unplanned(review) }.Where(part => part?.Length > 0)) is { Length: > 0 } all ? all
                    : "Nothing to review";
        var worst = review.Projects.Where(project => project.Risk.Level == review.RiskLevel).ToList();
        var headline = $"{Level(review.RiskLevel)}{Where(worst)}{Counts(worst)}";
        IEnumerable<string?> parts =
        [
            unreadable.Length > 0 ? unreadable : null, headline, .. HazardWords(review), Policy(review),
            Unplanned(review),
            CostHeadline.Short(review.Cost, CostBlock.ShowFrom(review.Projects)),
        ];
        return string.Join(" · ", parts.OfType<string>());
    }

    public static string Level(RiskLevel risk) => risk switch
    {
        RiskLevel.None => "No changes",
        RiskLevel.Safe => "Safe",
        RiskLevel.Medium => "Medium",
        RiskLevel.High => "High",
        RiskLevel.Destructive => "Destructive",
        RiskLevel.Unknown => "Planning failed",
        _ => throw new UnreachableException(),
    };

    public static string Icon(RiskLevel risk) => risk switch
    {
        RiskLevel.None => "⬜",
        RiskLevel.Safe => "🟩",
        RiskLevel.Medium => "🟨",
        RiskLevel.High or RiskLevel.Destructive => "🟥",
        RiskLevel.Unknown => "⛔",
        _ => throw new UnreachableException(),
    };

    /// <summary>A blocking policy gets the same icon as a destructive change.</summary>
    public static string Icon(Review review) => review switch
    {
        { Problems.Count: > 0 } => "⛔",
        { RiskLevel: < RiskLevel.High, Verdict: Verdict.Blocked } => Icon(RiskLevel.High),
        { RiskLevel: < RiskLevel.Medium, Verdict: Verdict.NeedsApproval } => Icon(RiskLevel.Medium),
        _ => Icon(review.RiskLevel),
    };

    /// <summary>A failed plan has no score because its changes are not completely known.</summary>
    public static string Score(Risk risk) => risk.Class == RiskClass.Unknown ? "unknown" : Words.Number(risk.Score);

    /// <summary>A project's changes, such as "1 replace, 2 changes"; "no changes" when there are none.</summary>
    public static string Counts(ProjectReview project) =>
        Counted([project]) is { Length: > 0 } counts ? counts : "no changes";

    /// <summary>The next step in one sentence, depending on the findings.</summary>
    public static string NextStep(Review review) => review.Verdict switch
    {
        Verdict.Error => "fix the unreadable input, then re-run.",
        _ when review.RiskLevel == RiskLevel.Unknown =>
            "fix the plan error and plan again; do not apply a partial plan.",
        Verdict.Blocked => "fix the violations or merge a waiver, then re-run.",
        Verdict.NeedsApproval when review.Projects.All(project => project.Verdict < Verdict.NeedsApproval) =>
            "plan the uncovered changes, or have them approved.",
        Verdict.NeedsApproval => Approvers(review),
        _ when Intents(review) is ["each loss"] or [] && review.Projects.Any(project => project.Risk.Moves.Count > 0) =>
            "if these are renames, add the moved blocks and plan again.",
        _ when Intents(review) is { Count: > 0 } intents =>
            $"check that {string.Join(" and ", intents)} is intended. If not, push a fix before applying.",
        Verdict.Warn => "review the warnings above before applying.",
        _ when review.RiskLevel == RiskLevel.None => "nothing to do.",
        _ => "no blockers found.",
    };

    /// <summary>The approvers, any of whom suffices except the author, and the command to write.</summary>
    private static string Approvers(Review review)
    {
        var found = review.Projects.SelectMany(project => project.Findings)
            .Where(finding => Verdicts.Of(finding) == Verdict.NeedsApproval).ToList();
        var names = found.SelectMany(finding => finding.Approvers).Distinct(StringComparer.Ordinal)
            .Select(VisibleText.Of).ToList();
        var rules = found.Select(finding => finding.Rule).Distinct(StringComparer.Ordinal).Select(VisibleText.Of)
            .ToList();
        var who = names.Count == 0 ? "an approver" : string.Join(" or ", names);
        return $"have {who} approve it with the comment /tfpilot approve-policy " +
            $"{rules[0]}{(rules.Count > 1 ? $", and likewise {string.Join(", ", rules.Skip(1).Take(5))}" : "")}.";
    }

    private static IEnumerable<string> HazardWords(Review review) => HazardRules(review).Select(rule => rule.Words);

    /// <summary>The kinds of probably unintended changes.</summary>
    private static IReadOnlyList<string> Intents(Review review)
    {
        var found = HazardRules(review).Select(rule => rule.Factor).ToHashSet(StringComparer.Ordinal);
        (bool Holds, string Words)[] intents =
        [
            (found.Contains("exposure"), "each opening"), (found.Contains("identity"), "each wildcard grant"),
            (found.Contains("data-loss") || review.RiskLevel == RiskLevel.Destructive, "each loss"),
        ];
        return [.. intents.Where(intent => intent.Holds).Select(intent => intent.Words)];
    }

    private static IEnumerable<HazardRule> HazardRules(Review review) => Hazards.All.Where(rule =>
        review.Projects.Any(project => project.Risk.Hazards.Any(hazard => hazard.Rule == rule)));

    private static string? Unplanned(Review review) =>
        review.Unplanned.Count == 0 ? null : $"{Words.Count(review.Unplanned.Count, "change")} in no plan";

    private static string? Policy(Review review) => Worst(review) switch
    {
        Verdict.Blocked => "policy blocks",
        Verdict.NeedsApproval => "needs approval",
        _ => null,
    };

    private static Verdict Worst(Review review) =>
        review.Projects.SelectMany(project => project.Findings).Select(Verdicts.Of).DefaultIfEmpty(Verdict.Pass).Max();

    private static string Where(List<ProjectReview> projects)
    {
        var places = projects.Select(
            project => TextColumns.Truncate(VisibleText.Of(project.Environment ?? project.Name), 60)).Distinct(
                ).ToList();
        return places.Count switch
        {
            1 => $" in {places[0]}",
            <= 3 => $" in {string.Join(", ", places.SkipLast(1))} and {places[^1]}",
            _ => $" in {Words.Count(projects.Count, "project")}",
        };
    }

    private static string Counts(List<ProjectReview> projects) =>
        Counted(projects) is { Length: > 0 } counts ? $": {counts}" : "";

    private static string Counted(IReadOnlyList<ProjectReview> projects)
    {
        var sum = projects.Aggregate(PlanCounts.Zero, (total, project) => total + project.Counts);
        var unrecognized = projects.Sum(
            project => project.Plan.Changes.Count(change => change.Action == PlanAction.Unrecognized));
        (int Count, string Word)[] parts =
        [
            (sum.Delete, "destroy"), (sum.Replace, "replace"), (unrecognized, "unrecognized action"),
            (sum.Forget, "forget"), (sum.Update, "change"),
            (sum.Create, "creation"), (sum.Import, "import"), (sum.Move, "move"), (sum.Outputs, "output"),
            (sum.Read, "read"),
        ];
        return string.Join(
            ", ", parts.Where(part => part.Count > 0).Select(part => Words.Count(part.Count, part.Word)));
    }
}
