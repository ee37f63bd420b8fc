using System.Text.RegularExpressions;

namespace TfPilot.Core.Settings;

/// <summary>Whether the check comes to an end wherever GitHub waits for it: for every change, and in a merge queue.</summary>
internal static partial class QueueChecks
{
    private static readonly string[] PullEvents = ["pull_request", "pull_request_target"];
    private static readonly string[] Filters = ["paths", "paths-ignore"];

    public static readonly IReadOnlyList<Check> All =
    [
        new("merge-queue-cancelled", DiagnosisLevel.Warning, "a concurrency group that is the same for all runs of a merge queue",
            "A run for `merge_group` has no pull request, so what names it is empty: each run cancels the others, and their pull requests leave the queue.", Cancelled),
        new("check-filtered", DiagnosisLevel.Warning, "`paths` or `paths-ignore` on a workflow that reviews pull requests",
            "Where the filter leaves a pull request out, a required check never ends and the pull request cannot be merged.", Filtered),
    ];

    private static IEnumerable<Symptom> Cancelled(Examination examination) =>
        from workflow in examination.Workflows
        where workflow.Events.Contains("merge_group")
        from map in workflow.Jobs.Select(job => job.Map).Prepend(workflow.Root)
        let shared = map.Find("concurrency") switch
        {
            Node.Map concurrency => concurrency.Find("group") as Node.Scalar,
            var node => node as Node.Scalar,
        }
        where shared is not null && PullOnly().IsMatch(shared.Text) && !Distinct().IsMatch(shared.Text)
        select new Symptom(workflow.At(shared), $"In a merge queue `{shared.Text}` is one group for all runs.", $"Write `{WithRef(shared.Text)}`.");

    private static IEnumerable<Symptom> Filtered(Examination examination) =>
        from workflow in examination.Workflows
        where workflow.Jobs.Any(job => job.CallsPlan || job.Publishes || job.Steps.Any(step => step.TfPilot == "review"))
        from name in PullEvents
        from key in Filters
        let filter = workflow.Root.Map("on")?.Map(name)?.Find(key)
        where filter is not null
        select new Symptom(workflow.At(filter), $"The workflow runs for pull requests of some `{key}` alone.", "Remove the filter: discover finds quickly that there is nothing to plan, and the check ends.");

    private static string WithRef(string group) => PullOnly().Replace(group, "${inner} || github.ref }}");

    /// <summary>What only events of pull requests have.</summary>
    [GeneratedRegex(@"(?<inner>\$\{\{\s*(github\.event\.(pull_request\b[\w.]*|number)|github\.(head|base)_ref))\s*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex PullOnly();

    [GeneratedRegex(@"\|\||github\.(ref|ref_name|sha|run_id)\b|merge_group", RegexOptions.NonBacktracking)]
    private static partial Regex Distinct();
}
