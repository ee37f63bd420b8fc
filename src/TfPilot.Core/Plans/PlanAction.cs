using System.Diagnostics;

namespace TfPilot.Core.Plans;

/// <summary>
/// What Terraform or OpenTofu will do to one resource, from the plan's <c>change.actions</c> list. The order in the
/// list matters: see <see cref="PlanActions.Of"/>.
/// </summary>
public enum PlanAction
{
    NoOp,
    Read,
    Create,
    Update,

    /// <summary>Replace, destroying first: the resource is missing for some time.</summary>
    DeleteThenCreate,

    /// <summary>Replace with <c>create_before_destroy</c>.</summary>
    CreateThenDelete,

    /// <summary>Replace, but the old resource continues to exist unmanaged (<c>destroy = false</c>).</summary>
    CreateThenForget,
    Delete,

    /// <summary>The resource is no longer managed but continues to exist.</summary>
    Forget,

    /// <summary>An unknown list of actions; treated as destructive.</summary>
    Unrecognized,
}

public static class PlanActions
{
    /// <summary>Source: Terraform's <c>jsonplan.UnmarshalActions</c>; OpenTofu writes forget before create.</summary>
    public static PlanAction Of(IReadOnlyList<string> actions) => actions switch
    {
        ["no-op"] => PlanAction.NoOp,
        ["read"] => PlanAction.Read,
        ["create"] => PlanAction.Create,
        ["update"] => PlanAction.Update,
        ["delete", "create"] => PlanAction.DeleteThenCreate,
        ["create", "delete"] => PlanAction.CreateThenDelete,
        ["create", "forget"] or ["forget", "create"] => PlanAction.CreateThenForget,
        ["delete"] => PlanAction.Delete,
        ["forget"] => PlanAction.Forget,
        _ => PlanAction.Unrecognized,
    };

    /// <summary>Whether a new resource replaces the old one, whatever happens to the old one.</summary>
    public static bool IsReplace(this PlanAction action) =>
        action is PlanAction.DeleteThenCreate or PlanAction.CreateThenDelete or PlanAction.CreateThenForget;

    /// <summary>Whether an existing resource is destroyed.</summary>
    public static bool Destroys(this PlanAction action) =>
        action is PlanAction.Delete or PlanAction.DeleteThenCreate or PlanAction.CreateThenDelete;

    /// <summary>The word for this action in the JSON contract (<c>projects[].changes[].action</c>).</summary>
    public static string Word(this PlanAction action) => action switch
    {
        PlanAction.NoOp => "noop",
        PlanAction.Read => "read",
        PlanAction.Create => "create",
        PlanAction.Update => "update",
        PlanAction.DeleteThenCreate or PlanAction.CreateThenDelete or PlanAction.CreateThenForget => "replace",
        PlanAction.Delete => "delete",
        PlanAction.Forget => "forget",
        PlanAction.Unrecognized => "unknown",
        _ => throw new UnreachableException(),
    };
}
