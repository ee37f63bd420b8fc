using System.Diagnostics;

namespace TfPilot.Core.Plans;

/// <summary>
/// What Terraform or OpenTofu will do to one object: the meaning of the <c>change.actions</c> list of the plan JSON.
/// Order within the list matters: see <see cref="PlanActions.Of"/>.
/// </summary>
public enum PlanAction
{
    NoOp,
    Read,
    Create,
    Update,

    /// <summary>Replace, the old object first: there is a time without it.</summary>
    DeleteThenCreate,

    /// <summary>Replace with <c>create_before_destroy</c>.</summary>
    CreateThenDelete,

    /// <summary>Replace, but the old object is left alive and unmanaged (<c>destroy = false</c>).</summary>
    CreateThenForget,
    Delete,

    /// <summary>The object leaves management and lives on.</summary>
    Forget,

    /// <summary>A list this version does not know; counts as destructive.</summary>
    Unrecognised,
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
        _ => PlanAction.Unrecognised,
    };

    /// <summary>One object takes the place of another, whatever becomes of the old one.</summary>
    public static bool IsReplace(this PlanAction action) =>
        action is PlanAction.DeleteThenCreate or PlanAction.CreateThenDelete or PlanAction.CreateThenForget;

    /// <summary>An existing object ceases to exist.</summary>
    public static bool Destroys(this PlanAction action) =>
        action is PlanAction.Delete or PlanAction.DeleteThenCreate or PlanAction.CreateThenDelete;

    /// <summary>The word of the JSON contract for this action (<c>projects[].changes[].action</c>).</summary>
    public static string Word(this PlanAction action) => action switch
    {
        PlanAction.NoOp => "noop",
        PlanAction.Read => "read",
        PlanAction.Create => "create",
        PlanAction.Update => "update",
        PlanAction.DeleteThenCreate or PlanAction.CreateThenDelete or PlanAction.CreateThenForget => "replace",
        PlanAction.Delete => "delete",
        PlanAction.Forget => "forget",
        PlanAction.Unrecognised => "unknown",
        _ => throw new UnreachableException(),
    };
}
