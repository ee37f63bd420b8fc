using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>Checks that the required check always completes: for every change, and in a merge queue.</summary>
internal static partial class QueueChecks
{
    private static readonly string[] PullEvents = ["pull_request", "pull_request_target"];
    private static readonly string[] Filters = ["paths", "paths-ignore"];

    public static readonly IReadOnlyList<Check> All =
    [
        new("merge-queue-cancelled", DiagnosisLevel.Warning, "a concurrency group shared by all merge queue runs",
            "A `merge_group` run has no pull request number, so all runs share one group: each run cancels the " +
                "others, and their pull requests leave the queue.", Cancelled),
        new("pulls-cancelled", DiagnosisLevel.Warning,
            "`cancel-in-progress: true` for a concurrency group that all pull requests share",
            "A push to one pull request cancels the runs of the others, and their required checks never pass.", Shared),
        new("check-filtered", DiagnosisLevel.Warning,
            "`paths` or `paths-ignore` on a workflow that reviews pull requests",
            "For a pull request outside the filter, a required check never completes, so it cannot be merged.",
            Filtered),
    ];

    private static IEnumerable<DoctorFinding> Cancelled(DoctorContext context) =>
        from workflow in context.Workflows
        where workflow.Events.Contains("merge_group")
        from map in workflow.Jobs.Select(job => job.Map).Prepend(workflow.Root)
        let shared = map.Find("concurrency") switch
        {
            Node.Map concurrency => concurrency.Find("group") as Node.Scalar,
            var node => node as Node.Scalar,
        }
        where shared is not null && PullOnly().IsMatch(shared.Text) && !Distinct().IsMatch(shared.Text)
        select new DoctorFinding(
            workflow.At(shared), $"In a merge queue, `{shared.Text}` is the same group for all runs.",
            $"Write `{WithRef(shared.Text)}`.");

    private static IEnumerable<DoctorFinding> Shared(DoctorContext context) =>
        from workflow in context.Workflows
        where workflow.Events.Contains("pull_request")
        from map in workflow.Jobs.Where(job => job.RunsForPulls).Select(job => job.Map).Prepend(workflow.Root)
        let concurrency = map.Map("concurrency")
        where concurrency?.Text("cancel-in-progress") == "true"
        let shared = concurrency.Find("group") as Node.Scalar
        where shared is not null && !Varying().IsMatch(shared.Text)
        select new DoctorFinding(workflow.At(shared), $"All pull requests share the group `{shared.Text}`.",
            $"Write `{shared.Text}-${{{{ github.event.pull_request.number || github.ref }}}}`.");

    private static IEnumerable<DoctorFinding> Filtered(DoctorContext context) =>
        from workflow in context.Workflows
        where workflow.Jobs.Any(
            job => job.CallsPlan || job.Publishes || job.Steps.Any(step => step.TfPilotCommand == "review"))
        from name in PullEvents
        from key in Filters
        let filter = workflow.Root.Map("on")?.Map(name)?.Find(key)
        where filter is not null
        select new DoctorFinding(workflow.At(filter), $"The workflow runs only for pull requests that match `{key}`.",
            "Remove the filter: discover finishes quickly when there is nothing to plan, and the check completes.");

    private static string WithRef(string group) => PullOnly().Replace(group, "${inner} || github.ref }}");

    /// <summary>Anything but the names of the repository and the workflow may tell pull requests apart.</summary>
    [GeneratedRegex(@"\$\{\{(?!\s*github\.(workflow|repository|event_name|job)\s*\}\})",
        RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Varying();

    /// <summary>Available only in pull request events.</summary>
    [GeneratedRegex(@"(?<inner>\$\{\{\s*(github\.event\.(pull_request\b[\w.]*|number)|github\.(head|base)_ref))\s*\}\}",
        RegexOptions.NonBacktracking)]
    private static partial Regex PullOnly();

    [GeneratedRegex(@"\|\||github\.(ref|ref_name|sha|run_id)\b|merge_group", RegexOptions.NonBacktracking)]
    private static partial Regex Distinct();
}
