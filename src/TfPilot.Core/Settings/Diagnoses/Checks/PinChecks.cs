namespace TfPilot.Core.Settings;

/// <summary>Whether what runs today runs tomorrow.</summary>
internal static class PinChecks
{
    public static readonly IReadOnlyList<Check> All =
    [
        new("action-unpinned", DiagnosisLevel.Warning, "an action or called workflow by tag or branch, or an image without digest",
            "Whoever can move the tag runs code in your jobs, with their secrets.",
            examination => Loose(examination).Where(found => !found.Action.IsOfficial).Select(found => new Symptom(found.Where, $"{found.Action.Text} may be something else tomorrow.", Fix(found.Action)))),
        new("tfpilot-moves", DiagnosisLevel.Advice, "tfpilot itself by a moving tag",
            "A new version judges without anybody having looked at it; Renovate and Dependabot keep a commit up to date.",
            examination => Loose(examination).Where(found => found.Action.IsOfficial).Select(found => new Symptom(found.Where, $"{found.Action.Text} moves with each release.", Fix(found.Action)))),
    ];

    private static IEnumerable<(UsedAction Action, string Where)> Loose(Examination examination) =>
        Used(examination).Where(used => used.Action is { IsPinned: false }).Select(used => (used.Action!, used.Where));

    private static IEnumerable<(UsedAction? Action, string Where)> Used(Examination examination) => examination.Steps.Select(step => (step.Uses, step.Where))
        .Concat(examination.Jobs.Where(job => job.Calls is not null).Select(job => (job.Calls, job.Workflow.At(job.Map.Find("uses")!))));

    private static string Fix(UsedAction action) => action.IsImage
        ? "Name the image by digest: `docker://IMAGE@sha256:…`."
        : $"Write `{action.Text.Split('@')[0]}@COMMIT # {(action.Text.Contains('@', StringComparison.Ordinal) ? action.Text.Split('@')[^1] : "version")}` with all 40 digits of the commit.";
}
