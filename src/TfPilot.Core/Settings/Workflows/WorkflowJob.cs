using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>A job of a workflow.</summary>
internal sealed record WorkflowJob(Workflow Workflow, string Name, SourcePosition Place, Node.Map Map)
{
    private static readonly string[] Privileged = ["pull_request_target", "issue_comment", "workflow_run"];

    private static readonly string[] StatusChecks = ["always(", "failure(", "cancelled("];

    public IReadOnlyList<WorkflowStep> Steps =>
        field ??= [.. Map.Maps("steps").Select(step => new WorkflowStep(this, step))];

    /// <summary>The workflow that it calls; null when it has its own steps.</summary>
    public UsedAction? Calls => Map.Text("uses") is { } text ? new(text) : null;

    public bool CallsPlan => Calls?.IsPlanWorkflow == true;

    public bool CallsApply => Calls?.IsApplyWorkflow == true;

    /// <summary>
    /// The token permissions of the job or, if it sets none, the workflow; null when neither sets them.
    /// </summary>
    public Grants? Grants =>
        (Map.Find("permissions") ?? Workflow.Root.Find("permissions")) is { } node ? new(node) : null;

    public IReadOnlyList<string> Needs => Map.Texts("needs");

    public string Condition => Map.Text("if") ?? "";

    public bool IsMatrix => Map.Map("strategy")?.Has("matrix") == true;

    /// <summary>The environment it deploys to.</summary>
    public Node.Scalar? Environment =>
        (Map.Find("environment") is Node.Map map ? map.Find("name") : Map.Find("environment")) as Node.Scalar;

    /// <summary>A job is skipped with a job that it needs, unless its condition says otherwise.</summary>
    public bool RunsForPulls => Workflow.Events.Any(name => name is "pull_request" or "pull_request_target")
        && !Excludes(Condition) && (HasStatusCheck || !Needs.Any(IsExcluded));

    public bool RunsWithOurRights => Workflow.Events.Any(Privileged.Contains);

    public bool Plans => CallsPlan || Steps.Any(step => step.Plans);

    public bool Applies => CallsApply || Steps.Any(step => step.Applies);

    /// <summary>Its environment gives secrets for a plan, which pull requests may use, and protects nothing.</summary>
    public bool IsPlan => Plans && !Applies && RunsForPulls;

    public bool Publishes => Steps.Any(step => step.TfPilotCommand == "publish");

    public string Where => Workflow.At(Place);

    /// <summary>Whether a condition of it or of a step keeps it from running for open pull requests.</summary>
    public bool Excludes(string condition) => PullConditions.Exclude(condition, Workflow.Events);

    private bool HasStatusCheck =>
        StatusChecks.Any(name => Condition.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Jobs that need each other do not start, so the order of the file ends the search.</summary>
    private bool IsExcluded(string needed) => Workflow.Jobs.TakeWhile(job => job != this)
        .Any(job => job.Name == needed && !job.RunsForPulls);
}
