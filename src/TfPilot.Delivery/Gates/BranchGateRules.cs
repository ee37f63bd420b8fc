using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Delivery.Gates;

/// <summary>
/// Decides whether a job may apply without the App. Nothing is known about approvals, locks and earlier applies then;
/// what remains is that GitHub lets no change into the branch without a review.
/// </summary>
public static class BranchGateRules
{
    /// <summary>The conditions of the gate that a job can check itself.</summary>
    private static readonly string[] Shared = ["settings", "environment", "workflow", "plan", "policy", "freeze"];

    /// <param name="requiredReviews">How many approving reviews the rulesets of the branch require.</param>
    public static GateAnswer Decide(GateFacts facts, int requiredReviews)
    {
        var answer = GateRules.Decide(facts, rule => Shared.Contains(rule.Id, StringComparer.Ordinal));
        return answer.IsNothing ? answer : answer with
        {
            Reasons = [.. answer.Reasons, .. Reviews(facts, requiredReviews), .. OnlyWithApp(facts)],
            Basis = $"{(requiredReviews > 0 ? "its branch requires reviews" : "the settings trust its branch")}; " +
                "without the App, the plan was compared with none, and approvals, locks and earlier applies were not " +
                "checked",
        };
    }

    private static IEnumerable<GateReason> Reviews(GateFacts facts, int requiredReviews)
    {
        if (requiredReviews > 0 || facts.Apply.TrustsBranchProtection) yield break;
        var branch = VisibleText.Of(facts.Caller.Ref.Split('/', 3)[^1]);
        yield return new("reviews",
            $"Without the App, a change is applied only if a ruleset requires reviews for {branch}, and none does. " +
            "Name the App with app-url; or require reviews in a ruleset; or, if classic branch protection requires " +
            "them, which a job cannot read, set `apply: { trust_branch_protection: true }`.");
    }

    /// <summary>What the settings require and only the App can collect.</summary>
    private static IEnumerable<GateReason> OnlyWithApp(GateFacts facts)
    {
        if (facts.Known is { ApplyApprovals: not null } known)
            yield return new(GateRules.ApplyApprovalsId,
                $"{known.Name} needs approvals before an apply (`apply_approvals`), which only the App collects: " +
                "name it with app-url.");
        if (facts is { Known: { ConfirmsDestroy: true } asking, Fresh.Facts.Plan.LeavesNothing: true })
            yield return new("confirmed",
                $"The plan destroys everything, which {asking.Name} must confirm (`destroy.confirm`); only the App " +
                "collects the confirmation: name it with app-url.");
        if (facts.Fresh?.Review is { Verdict: Verdict.NeedsApproval } review)
            yield return new("policy",
                "Findings need an approval, which only the App collects: " +
                $"{string.Join("; ", review.Findings.Where(one => Verdicts.Of(one) == Verdict.NeedsApproval)
                    .Select(one => $"{one.Rule}: {one.Address}").Take(GateRules.MaxListedFindings))}. Name it with " +
                "app-url.");
    }
}
