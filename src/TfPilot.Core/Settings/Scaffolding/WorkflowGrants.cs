namespace TfPilot.Core.Settings;

/// <summary>A permission that a calling workflow must give, for a called one starts only with all that its jobs ask for.</summary>
public sealed record WorkflowGrant(string Scope, string Access, string Why);

/// <summary>What the callers of our reusable workflows grant.</summary>
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
        new("id-token", "write", "the token that proves the last job to the App; the job that plans gets none"),
    ];
}
