using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>What a reviewer should know that is neither a change nor a risk factor of one.</summary>
public static class Notices
{
    private const int MaxNamed = 5;

    public static IReadOnlyList<string> Of(Plan plan) =>
    [
        .. When(plan.Errored, "Planning stopped with an error: this plan is partial, and what it leaves out is unknown."),
        .. When(!plan.Complete, "The plan is incomplete: more changes will follow in another plan."),
        .. plan.Deferred.Select(deferred => $"{deferred.Change.Address} is deferred ({deferred.Reason}): it will be planned later."),
        .. plan.Invocations.Select(Invocation),
        .. plan.Checks.Where(check => !IsForLater(plan, check)).Select(check => $"Check {check.Address} is {check.Status}{Reason(check.Messages)}."),
        .. Undeclared(plan),
        .. When(plan.Drift.Count > 0, $"{plan.Drift.Count} {(plan.Drift.Count == 1 ? "object" : "objects")} changed outside Terraform since the last apply."),
    ];

    /// <summary>A condition on what apply is about to make cannot be known before, which says nothing against it.</summary>
    private static bool IsForLater(Plan plan, CheckResult check) =>
        check.Status == "unknown" && check.Messages.Count == 0 && !plan.Errored && plan.Changes.Any(change => change.Action != PlanAction.NoOp);

    private static IEnumerable<string> Undeclared(Plan plan)
    {
        var count = plan.UndeclaredSecrets.Count;
        var named = plan.UndeclaredSecrets.Take(MaxNamed).Select(secret => $"{secret.Address} ({secret.Attribute})");
        var which = $"{string.Join(", ", named)}{(count > MaxNamed ? $" and {count - MaxNamed} more" : "")}";
        if (!plan.DeclaresSensitive)
        {
            var masked = count == 0 ? "attributes are masked by their names only" : $"masked by their names only: {which}";
            return [$"The plan declares nothing as sensitive; {masked}."];
        }

        return When(count > 0, $"Secrets by their names that the plan does not declare sensitive, masked: {which}.");
    }

    private static string Invocation(ActionInvocation action) =>
        $"Action {action.Address} runs{(action.TriggeredBy is { } by ? $" because of {by}" : "")}: it has side effects that no state records.";

    private static string Reason(IReadOnlyList<string> messages) => messages.Count == 0 ? "" : $": {string.Join("; ", messages).TrimEnd('.')}";

    private static IEnumerable<string> When(bool holds, string sentence) => holds ? [sentence] : [];
}
