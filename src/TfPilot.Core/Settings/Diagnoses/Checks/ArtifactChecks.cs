using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>
/// Checks that the plan output is clean, and that the right files are uploaded and downloaded between jobs.
/// </summary>
internal static partial class ArtifactChecks
{
    private static readonly Dictionary<string, string> Wrappers = new()
    { ["hashicorp/setup-terraform"] = "terraform_wrapper", ["opentofu/setup-opentofu"] = "tofu_wrapper" };

    public static readonly IReadOnlyList<Check> All =
    [
        new("wrapper-noise", DiagnosisLevel.Warning,
            "a job that runs `show -json` through the setup action's Terraform or OpenTofu wrapper",
            "The wrapper adds its own lines to the plan; other tools fail to read the file.", WrapperOutput),
        new("plan-noise", DiagnosisLevel.Warning, "a plan file in the folder with wrapper output before its JSON",
            "tfpilot skips these lines; most other tools do not.", NoisyPlans),
        new("plan-uploaded", DiagnosisLevel.Error, "a plan or state uploaded as an artifact",
            "A plan contains secrets in plain text, and everyone with read access to the repository can " +
                "download artifacts.", UploadedPlans),
        new("review-not-uploaded", DiagnosisLevel.Error, "a matrix job that reviews without uploading facts",
            "The publish job does not receive this job's results, so its projects are missing from the pull request " +
                "comment.", NotUploaded),
        new("artifact-missing", DiagnosisLevel.Error, "a publish job without a matching artifact to download",
            "It finds no reviews, so the comment reports all of them as missing.", UnmatchedDownloads),
    ];

    private static IEnumerable<DoctorFinding> WrapperOutput(DoctorContext context) =>
        from step in context.Steps
        where step.Uses is { } action && Wrappers.TryGetValue(action.Name, out var flag) && step.Input(flag) != "false"
            && step.Job.Steps.Any(other => ShowJson().Matches(other.Run).Any(show => !show.Groups["wrapped"].Success))
        select new DoctorFinding(step.Where, $"The job {step.Job.Name} runs `show -json` through the wrapper.",
            $"Give the step `with: {{ {Wrappers[step.Uses!.Name]}: false }}`.");

    private static IEnumerable<DoctorFinding> NoisyPlans(DoctorContext context) => context.Facts.Plans
        .Where(plan => plan.Text.Contains("[command]", StringComparison.Ordinal)
            || plan.Text.Contains("terraform-bin", StringComparison.Ordinal))
        .Select(plan => new DoctorFinding(
            $"{plan.Path}:1:1", "The plan starts with output of setup-terraform's wrapper.",
            "Regenerate the plan JSON with `terraform_wrapper: false`, or with `terraform-bin show -json`."));

    private static IEnumerable<DoctorFinding> UploadedPlans(DoctorContext context) =>
        from step in context.Steps
        where step.IsUpload
        let made = step.Job.Steps.SelectMany(other => PlanOutputPath().Matches(other.Run))
            .Select(match => Last(match.Groups["file"].Value)).ToHashSet()
        from path in Paths(step)
        where made.Contains(Last(path)) || PlanName().IsMatch(Last(path))
            || (made.Count > 0 && WholeWorkspace().IsMatch(path))
        select new DoctorFinding(step.At("path"),
            $"The job {step.Job.Name} uploads `{path}`, " +
                $"{(WholeWorkspace().IsMatch(path) ? "which contains its plan" : "which is a plan or a state")}.",
            "Upload `tfpilot-review/review.json` and `tfpilot-review/facts.json` only, and plan again " +
                "before you apply.");

    private static IEnumerable<DoctorFinding> NotUploaded(DoctorContext context) =>
        from step in context.Steps
        let job = step.Job
        where step.TfPilotCommand == "review" && job.IsMatrix
        let folder = step.Input("output") ?? "tfpilot-review"
        where !job.Steps.Any(other => other.IsUpload
            && Paths(other)
            .Any(path => path.Contains(folder, StringComparison.Ordinal)
                || path.EndsWith("facts.json", StringComparison.Ordinal) || WholeWorkspace().IsMatch(path)))
        select new DoctorFinding(step.Where, $"No step of the job {job.Name} uploads {folder}.",
            $"Add a step with actions/upload-artifact: a unique `name` per matrix job, and `path: {folder}`.");

    private static IEnumerable<DoctorFinding> UnmatchedDownloads(DoctorContext context) =>
        from job in context.Jobs
        where job.Publishes && !job.Workflow.Jobs.Any(other => other.Calls is not null)
        let downloads = job.Steps.Where(step => step.IsDownload).ToList()
        let uploads = job.Workflow.Jobs.SelectMany(other => other.Steps).Where(step => step.IsUpload).Select(NameOf)
            .ToList()
        let unmatched = downloads.FirstOrDefault(
            step => step.Input("run-id") is null && !uploads.Any(upload => MayMatch(upload, NameOf(step))))
        where downloads.Count == 0 || (unmatched is not null && !IsOfCaller(job.Workflow, uploads))
        select unmatched is null
            ? new DoctorFinding(job.Where, $"The job {job.Name} publishes without downloading an artifact.",
                "Add a step with actions/download-artifact before it: `with: { pattern: tfpilot-*, path: reviews }`.")
            : new DoctorFinding(unmatched.Where,
                $"The job {job.Name} downloads " +
                    $"{(NameOf(unmatched).Length == 0 ? "artifacts" : $"`{NameOf(unmatched)}`")}, " +
                    $"but no job in the workflow uploads {(NameOf(unmatched).Length == 0 ? "any" : "that")}.",
                    "Name the uploaded reviews so that the download's `name` or `pattern` matches them.");

    /// <summary>In a called workflow without uploads, the caller's jobs upload the artifacts.</summary>
    private static bool IsOfCaller(Workflow workflow, List<string> uploads) =>
        workflow.IsCalled && uploads.Count == 0;

    private static string NameOf(WorkflowStep step) =>
        step.Input("pattern") ?? step.Input("name") ?? (step.IsUpload ? "artifact" : "");

    /// <summary>Expressions and wildcards have unknown values, so only the fixed prefixes are compared.</summary>
    private static bool MayMatch(string upload, string download) =>
        download.Length == 0 || MayBegin(upload, FixedPrefix(download)) || MayBegin(download, FixedPrefix(upload));

    private static bool MayBegin(string name, string start) =>
        FixedPrefix(name) == name ? name == start : start.StartsWith(FixedPrefix(name), StringComparison.Ordinal);

    private static string FixedPrefix(string name) => WildcardOrExpression().Split(name)[0];

    private static IEnumerable<string> Paths(WorkflowStep step) =>
        (step.Input("path") ?? "").Split('\n').Select(line => line.Trim())
        .Where(line => line.Length > 0 && line[0] != '!');

    private static string Last(string path) => path.Split('/')[^1].Trim('"', '\'');

    [GeneratedRegex(@"(?<wrapped>terraform-bin )?\bshow\b[^\n|;&]*\s-json\b", RegexOptions.NonBacktracking)]
    private static partial Regex ShowJson();

    [GeneratedRegex(
        @"(\s-out[= ]|\sshow\s[^\n|;&]*-json[^\n|;&>]*>\s*)(?<file>[^\s;|&]+)",
        RegexOptions.NonBacktracking)]
    private static partial Regex PlanOutputPath();

    [GeneratedRegex(
        @"^(tfplan(\.\w+)?|plan\.(out|bin|json|tfplan)|.+\.tfplan(\.json)?|.*\.tfstate(\.backup)?)$",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex PlanName();

    [GeneratedRegex(
        @"^(\.|\./|\*|\*\*|\*\*/\*|\$\{\{ *github\.workspace *\}\}/?)$",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex WholeWorkspace();

    [GeneratedRegex(@"\*|\?|\[|\$\{\{", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex WildcardOrExpression();
}
