namespace TfPilot.Core.Settings;

/// <summary>
/// Decides whether a condition keeps a job or step from running for open pull requests. Where that depends on anything
/// unknown, it may run.
/// </summary>
internal static class PullConditions
{
    /// <summary>The ref of every run on <c>pull_request</c>, with a number that no branch has.</summary>
    private const string TestMerge = "refs/pull/0/merge";

    /// <summary>What conditions call before a run that is not started by a pull request: null in one that is.</summary>
    private static readonly string[] Absent = ["github.event.issue", "github.event.comment", "github.event.inputs",
        "github.event.client_payload", "github.event.schedule", "github.event.release", "github.event.workflow_run",
        "github.event.merge_group", "github.event.head_commit", "github.event.commits", "github.event.ref",
        "github.event.ref_type", "github.event.created", "github.event.forced"];

    /// <summary>Present in every pull request.</summary>
    private static readonly string[] Present = ["github.event.pull_request", "github.event.number",
        "github.event.pull_request.number", "github.event.pull_request.head", "github.event.pull_request.base",
        "github.head_ref", "github.base_ref", "github.event.pull_request.head.sha",
        "github.event.pull_request.head.ref", "github.event.pull_request.base.ref",
        "github.event.pull_request.base.sha"];

    /// <param name="events">The events of the workflow.</param>
    public static bool Exclude(string condition, IReadOnlyList<string> events)
    {
        string[] pulls = [.. events.Where(name => name is "pull_request" or "pull_request_target")];
        return (pulls.Length > 0 ? pulls : ["pull_request"]).All(
            started => ConditionText.Decide(condition, name => Of(name, started, events)) == false);
    }

    private static ConditionText.Value Of(string name, string started, IReadOnlyList<string> events)
    {
        var isMerge = started == "pull_request";
        return name switch
        {
            "github.event_name" => new ConditionText.Value.Known(started),
            "github.ref" when isMerge => new ConditionText.Value.Known(TestMerge),
            "github.ref_name" when isMerge => new ConditionText.Value.Known(TestMerge["refs/pull/".Length..]),
            "github.ref_protected" when isMerge => new ConditionText.Value.Known(false),
            "github.ref_type" => new ConditionText.Value.Known("branch"),
            // Merged code has been reviewed.
            "github.event.pull_request.merged" => new ConditionText.Value.Known(false),
            "github.event.pull_request.state" => new ConditionText.Value.Known("open"),
            _ when Present.Contains(name) => new ConditionText.Value.Some(),
            _ when Absent.Any(start => name == start || name.StartsWith($"{start}.", StringComparison.Ordinal)) =>
                ConditionText.Value.Null,
            _ when name.StartsWith("inputs.", StringComparison.Ordinal) && !events.Contains("workflow_call") =>
                ConditionText.Value.Null,
            _ => new ConditionText.Value.Unknown(),
        };
    }
}
