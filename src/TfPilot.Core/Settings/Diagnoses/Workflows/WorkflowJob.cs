using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>A job of a workflow.</summary>
internal sealed partial record WorkflowJob(Workflow Workflow, string Name, SourcePosition Place, Node.Map Map)
{
    private static readonly string[] Privileged = ["pull_request_target", "issue_comment", "workflow_run"];

    public IReadOnlyList<WorkflowStep> Steps =>
        field ??= [.. Map.Maps("steps").Select(step => new WorkflowStep(this, step))];

    /// <summary>The workflow that it calls; null when it has its own steps.</summary>
    public UsedAction? Calls => Map.Text("uses") is { } text ? new(text) : null;

    public bool CallsPlan => Calls?.IsPlanWorkflow == true;

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

    public bool RunsForPulls =>
        Workflow.Events.Any(name => name is "pull_request" or "pull_request_target") && !Excludes(Condition);

    public bool RunsWithOurRights => Workflow.Events.Any(Privileged.Contains);

    public bool Plans => CallsPlan || Steps.Any(step => step.Plans);

    public bool Applies => Steps.Any(step => step.Applies);

    public bool Publishes => Steps.Any(step => step.TfPilot == "publish");

    public string Where => Workflow.At(Place);

    /// <summary>
    /// Whether a condition excludes pull requests. A condition with alternatives may include them again.
    /// </summary>
    public static bool Excludes(string condition) =>
        !condition.Contains("||", StringComparison.Ordinal) && NoPull().IsMatch(condition);

    [GeneratedRegex(
        @"github\.event_name\s*(==\s*'(?!pull_request)|!=\s*'pull_request)|github\.ref(_name)?\s*==|\.merged\b",
        RegexOptions.None,
        RegexLimits.Milliseconds)]
    private static partial Regex NoPull();
}
