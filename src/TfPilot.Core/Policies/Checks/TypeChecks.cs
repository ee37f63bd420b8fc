using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>Rules about types and actions, independent of values.</summary>
internal static class TypeChecks
{
    public static Observation Denied(Subject subject) => new(FindingVerdict.Fail, "", () => "no resource of this type")
    {
        GotWords = subject.Type,
        Fix = () => $"Remove {subject.Change.Address.Block}",
    };

    public static void EvaluateProtected(RuleKind.Protect rule, Subject subject, Observations seen)
    {
        var action = subject.Change.Action;
        if (action is PlanAction.NoOp or PlanAction.Read) return;
        var verdict = FindingVerdict.Pass;
        foreach (var named in rule.Actions)
        {
            if (Means(named, action)) verdict = FindingVerdict.Fail;
        }

        if (seen.Wants(verdict)) seen.Add(Protected(verdict, rule, subject.Change));
    }

    private static Observation Protected(FindingVerdict verdict, RuleKind.Protect rule, ResourceChange change) =>
        new(verdict, "",
            () => $"never {string.Join(", ", rule.Actions.Select(named => named.ToString().ToLowerInvariant()))}")
        {
            GotWords = change.Action == PlanAction.Unrecognized
                ? $"an unknown action: {string.Join(", ", change.Actions)}" : change.Action.Word(),
            Fix = () => FixOf(change.Action, change.Address),
        };

    /// <summary>An unknown action may be any action that destroys the resource.</summary>
    private static bool Means(ProtectedAction named, PlanAction action) => named switch
    {
        ProtectedAction.Create => action == PlanAction.Create,
        ProtectedAction.Update => action == PlanAction.Update,
        ProtectedAction.Delete => action is PlanAction.Delete or PlanAction.Unrecognized,
        ProtectedAction.Replace => action.IsReplace() || action == PlanAction.Unrecognized,
        ProtectedAction.Forget => action is PlanAction.Forget or PlanAction.CreateThenForget or PlanAction.Unrecognized,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string FixOf(PlanAction action, ResourceAddress address) => action switch
    {
        PlanAction.Delete or PlanAction.Forget => $"Keep {address.Block}, or add a moved block",
        PlanAction.Create or PlanAction.Update => $"Leave {address.Block} unchanged",
        _ => $"Undo what forces {address.Block} to be replaced",
    };
}
