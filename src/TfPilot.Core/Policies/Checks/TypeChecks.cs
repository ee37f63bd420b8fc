using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>Rules that look at the type and at what happens, not at values.</summary>
internal static class TypeChecks
{
    public static IEnumerable<Observation> Denied(Subject subject) =>
    [
        new(FindingVerdict.Fail, "", () => "no object of this type")
        {
            GotWords = subject.Type,
            Fix = () => $"Remove {subject.Change.Address.Block}",
        },
    ];

    public static IEnumerable<Observation> Protected(RuleKind.Protect rule, Subject subject)
    {
        var action = subject.Change.Action;
        if (action is PlanAction.NoOp or PlanAction.Read) return [];
        var isProtected = rule.Actions.Any(named => Means(named, action));
        return
        [
            new(isProtected ? FindingVerdict.Fail : FindingVerdict.Pass, "", () => $"never {string.Join(", ", rule.Actions.Select(named => named.ToString().ToLowerInvariant()))}")
            {
                GotWords = action == PlanAction.Unrecognised ? $"an action this version does not know: {string.Join(", ", subject.Change.Actions)}" : action.Word(),
                Fix = () => FixOf(action, subject.Change.Address),
            },
        ];
    }

    /// <summary>An action that is not known may be any of those that lose the object.</summary>
    private static bool Means(ProtectedAction named, PlanAction action) => named switch
    {
        ProtectedAction.Create => action == PlanAction.Create,
        ProtectedAction.Update => action == PlanAction.Update,
        ProtectedAction.Delete => action is PlanAction.Delete or PlanAction.Unrecognised,
        ProtectedAction.Replace => action.IsReplace() || action == PlanAction.Unrecognised,
        ProtectedAction.Forget => action is PlanAction.Forget or PlanAction.CreateThenForget or PlanAction.Unrecognised,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string FixOf(PlanAction action, ResourceAddress address) => action switch
    {
        PlanAction.Delete or PlanAction.Forget => $"Keep {address.Block}, or say where it went with a moved block",
        PlanAction.Create or PlanAction.Update => $"Leave {address.Block} as it is",
        _ => $"Undo what forces {address.Block} to be replaced",
    };
}
