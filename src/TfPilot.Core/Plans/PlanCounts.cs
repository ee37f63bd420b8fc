namespace TfPilot.Core.Plans;

/// <summary>
/// Terraform's own summary, "X to import, X to add, X to change, X to destroy": a replacement counts as add and
/// destroy.
/// </summary>
public sealed record PlanSummary(int Add, int Change, int Destroy, int Import, int Forget)
{
    public static PlanSummary Of(Plan plan)
    {
        var managed = plan.Changes.Where(change => !change.IsData).ToList();
        return new(
            Add: managed.Count(change => change.Action == PlanAction.Create || change.Action.IsReplace()),
            Change: managed.Count(change => change.Action == PlanAction.Update),
            Destroy: managed.Count(change => change.Action.Destroys()),
            Import: managed.Count(change => change.IsImport),
            Forget: managed.Count(change => change.Action is PlanAction.Forget or PlanAction.CreateThenForget));
    }

    public static PlanSummary operator +(PlanSummary a, PlanSummary b) =>
        new(a.Add + b.Add, a.Change + b.Change, a.Destroy + b.Destroy, a.Import + b.Import, a.Forget + b.Forget);

    public static PlanSummary Zero { get; } = new(0, 0, 0, 0, 0);
}

/// <summary>
/// The number of changes by kind: a resource counts under its action, and additionally under import or move. Data
/// sources count only as read; outputs and drift count changed entries.
/// </summary>
public sealed record PlanCounts(
    int Create, int Update, int Delete, int Replace, int Forget, int Import, int Move, int Read, int NoOp, int Outputs,
    int Drift)
{
    public static PlanCounts Of(Plan plan)
    {
        int Count(Func<ResourceChange, bool> counts) => plan.Changes.Count(counts);
        return new(
            Create: Count(change => change.Action == PlanAction.Create),
            Update: Count(change => change.Action == PlanAction.Update),
            Delete: Count(change => change.Action == PlanAction.Delete),
            Replace: Count(change => change.Action.IsReplace()),
            Forget: Count(change => change.Action == PlanAction.Forget),
            Import: Count(change => change.IsImport),
            Move: Count(change => change.IsMove),
            Read: Count(change => change.Action == PlanAction.Read),
            NoOp: plan.NoOps,
            Outputs: plan.Outputs.Count,
            Drift: plan.Drift.Count);
    }

    public static PlanCounts operator +(PlanCounts a, PlanCounts b) => new(
        a.Create + b.Create, a.Update + b.Update, a.Delete + b.Delete, a.Replace + b.Replace, a.Forget + b.Forget,
        a.Import + b.Import, a.Move + b.Move, a.Read + b.Read, a.NoOp + b.NoOp, a.Outputs + b.Outputs,
        a.Drift + b.Drift);

    public static PlanCounts Zero { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
