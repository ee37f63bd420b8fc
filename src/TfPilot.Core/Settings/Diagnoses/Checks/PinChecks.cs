namespace TfPilot.Core.Settings;

/// <summary>Checks that dependencies are pinned.</summary>
internal static class PinChecks
{
    public static readonly IReadOnlyList<Check> All =
    [
        new("action-unpinned", DiagnosisLevel.Warning,
            "an action or called workflow pinned to a tag or branch, or an image without digest",
            "Anyone who can move the tag can run code in your jobs, with their secrets.",
            examination => Unpinned(examination).Where(found => !found.Action.IsOfficial)
                .Select(found => new Symptom(found.Where, $"{found.Action.Text} is not pinned.", Fix(found.Action)))),
        new("tfpilot-moves", DiagnosisLevel.Advice, "tfpilot itself at a moving tag",
            "A new version takes effect without review; Renovate and Dependabot can keep a pinned commit up to date.",
            examination => Unpinned(examination).Where(found => found.Action.IsOfficial)
                .Select(found => new Symptom(
                    found.Where, $"{found.Action.Text} changes with each release.", Fix(found.Action)))),
    ];

    private static IEnumerable<(UsedAction Action, string Where)> Unpinned(Examination examination) =>
        Used(examination).Where(used => used.Action is { IsPinned: false }).Select(used => (used.Action!, used.Where));

    private static IEnumerable<(UsedAction? Action, string Where)> Used(Examination examination) =>
        examination.Steps.Select(step => (step.Uses, step.Where))
        .Concat(examination.Jobs.Where(job => job.Calls is not null)
            .Select(job => (job.Calls, job.Workflow.At(job.Map.Find("uses")!))));

    private static string Fix(UsedAction action)
    {
        if (action.IsImage) return "Pin the image by digest: `docker://IMAGE@sha256:…`.";
        var parts = action.Text.Split('@');
        var version = parts.Length > 1 ? parts[^1] : "version";
        return $"Write `{parts[0]}@COMMIT # {version}` with the full commit SHA.";
    }
}
