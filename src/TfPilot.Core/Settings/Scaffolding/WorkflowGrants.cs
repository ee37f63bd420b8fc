namespace TfPilot.Core.Settings;

/// <summary>
/// A permission that a calling workflow must grant. GitHub starts a called workflow only with all permissions of its
/// jobs.
/// </summary>
public sealed record WorkflowGrant(string Scope, string Access, string Purpose);

/// <summary>The permissions that callers of the reusable workflows grant.</summary>
public static class WorkflowGrants
{
    /// <summary>For <c>tfpilot-plan.yml</c>.</summary>
    public static readonly IReadOnlyList<WorkflowGrant> Plan =
    [
        new("contents", "read", "the sources, and the settings of the default branch"),
        new("pull-requests", "write", "the list of changed files, and the comment"),
    ];

    /// <summary>For <c>tfpilot-plan-app.yml</c>.</summary>
    public static readonly IReadOnlyList<WorkflowGrant> PlanApp =
    [
        .. Plan,
        new("id-token", "write",
            "the tokens for the App and for clouds; each job's carries the name of its own workflow file"),
    ];

    /// <summary>For <c>tfpilot-apply.yml</c>.</summary>
    public static readonly IReadOnlyList<WorkflowGrant> Apply =
    [
        new("contents", "read", "the sources, and the settings of the default branch"),
        new("id-token", "write", "the tokens for the App and for clouds"),
    ];
}
