using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>Notices for the reviewer that are neither changes nor risk factors.</summary>
public static class Notices
{
    private const int MaxNamed = 5;

    public static IReadOnlyList<string> Of(Plan plan) =>
    [
        .. When(plan.Errored, "Planning failed: this plan is partial, and the remaining changes are unknown."),
        .. When(!plan.Complete, "The plan is incomplete: more changes will follow in another plan."),
        .. plan.Deferred.Select(
            deferred => $"{deferred.Change.Address} is deferred ({deferred.Reason}): it will be planned later."),
        .. plan.Invocations.Select(Invocation),
        .. plan.Checks.Where(check => !IsForLater(plan, check))
            .Select(check => $"Check {NameOf(check)} {Outcome(check.Status)}{Reason(check.Messages)}."),
        .. UnmarkedSecrets(plan),
        .. When(plan.Drift.Count > 0,
            $"{plan.Drift.Count} {(plan.Drift.Count == 1 ? "object" : "objects")} changed outside Terraform since " +
                "the last apply."),
    ];

    /// <summary>
    /// A check of a resource that apply is about to create cannot be evaluated earlier and is not a problem.
    /// </summary>
    private static bool IsForLater(Plan plan, CheckResult check) =>
        check.Status == "unknown" && check.Messages.Count == 0 && !plan.Errored
        && plan.Changes.Any(change => change.Action != PlanAction.NoOp);

    /// <summary>A check block's address repeats the word.</summary>
    private static string NameOf(CheckResult check) =>
        check.Address.StartsWith("check.", StringComparison.Ordinal) ? check.Address["check.".Length..] : check.Address;

    private static string Outcome(string status) => status switch
    {
        "fail" => "failed",
        "error" => "could not be evaluated",
        "unknown" => "is not known yet",
        _ => $"is {status}",
    };

    private static IEnumerable<string> UnmarkedSecrets(Plan plan)
    {
        var count = plan.UnmarkedSecrets.Count;
        var named = plan.UnmarkedSecrets.Take(MaxNamed).Select(secret => $"{secret.Address} ({secret.Attribute})");
        var which = $"{string.Join(", ", named)}{(count > MaxNamed ? $" and {count - MaxNamed} more" : "")}";
        if (!plan.HasSensitivityMarks)
        {
            return
            [
                count > 0
                    ? $"The plan marks nothing as sensitive. Masked because their names look like secrets: {which}."
                    : "This plan contains no sensitivity information (old Terraform): attributes are masked only if " +
                        "their names look like secrets.",
            ];
        }

        return When(
            count > 0,
            $"Masked because their names look like secrets, although the plan does not mark them as " +
                $"sensitive: {which}.");
    }

    private static string Invocation(ActionInvocation action) =>
        $"Action {action.Address} {(action.TriggeredBy is { } by ? $"is triggered by {by}" : "runs")}; its side " +
        "effects are not recorded in the state.";

    private static string Reason(IReadOnlyList<string> messages) =>
        messages.Count == 0 ? "" : $": {string.Join("; ", messages).TrimEnd('.')}";

    private static IEnumerable<string> When(bool holds, string sentence) => holds ? [sentence] : [];
}
