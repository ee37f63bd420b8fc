using System.Diagnostics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Determines the risk class of a plan: the worst of its changes and its state.</summary>
public static class RiskClasses
{
    public static RiskClass Of(Plan plan, StatefulTypes stateful)
    {
        if (plan.Errored) return RiskClass.Unknown;
        if (plan.Outputs.Any(output => output.Action == PlanAction.Unrecognized)) return RiskClass.Destructive;
        var whole = !plan.Complete || plan.Deferred.Count > 0 || plan.Invocations.Count > 0 ? RiskClass.Medium
            : plan.Outputs.Count > 0 ? RiskClass.Safe
            : RiskClass.None;
        return plan.Changes.Select(change => Of(change, stateful)).Append(whole).Max();
    }

    private static RiskClass Of(ResourceChange change, StatefulTypes stateful) => change.Action switch
    {
        PlanAction.NoOp => change.IsMove || change.IsImport ? RiskClass.Safe : RiskClass.None,
        PlanAction.Read or PlanAction.Create => RiskClass.Safe,
        PlanAction.Update => RiskClass.Medium,
        PlanAction.Delete when change.Deposed is not null => RiskClass.Medium,
        PlanAction.Forget or PlanAction.CreateThenForget =>
            stateful.Contains(change.Type) ? RiskClass.Destructive : RiskClass.Medium,
        PlanAction.Delete or PlanAction.DeleteThenCreate or PlanAction.CreateThenDelete or PlanAction.Unrecognized =>
            RiskClass.Destructive,
        _ => throw new UnreachableException(),
    };
}
