namespace TfPilot.Core.Settings;

/// <summary>Checks that dependencies are pinned.</summary>
internal static class PinChecks
{
    public static readonly IReadOnlyList<Check> All =
    [
        new("action-unpinned", DiagnosisLevel.Warning,
            "an action or called workflow pinned to a tag or branch, or an image without digest",
            "Anyone who can move the tag can run code in your jobs, with their secrets.",
            context => Unpinned(context)
                .Where(found => !found.Action.IsOfficial && Known(context, found.Action)?.IsImmutable != true)
                .Select(found => new DoctorFinding(
                    found.Where, $"{found.Action.Text} is not pinned.", Fix(found.Action)))),
        new("tfpilot-moves", DiagnosisLevel.Advice, "tfpilot itself at a moving tag",
            "A new version takes effect without review; Renovate and Dependabot can keep a pinned commit up to date.",
            context => Unpinned(context).Where(found => found.Action.IsOfficial)
                .Select(found => new DoctorFinding(
                    found.Where, $"{found.Action.Text} changes with each release.", Fix(found.Action)))),
        new("action-imposter", DiagnosisLevel.Error,
            "an action or called workflow at a commit that is on no branch and no tag of the repository that is named",
            "GitHub finds the commits of every fork under the name of the original, so anyone can have written it.",
            context => Used(context)
                .Where(used => used.Action is { } action && Known(context, action)?.IsOnBranch == false)
                .Select(used => new DoctorFinding(
                    used.Where, $"{used.Action!.Text} is not in {used.Action.Version!.Repository}.",
                    "Take the commit of a release from the releases page of that repository."))),
        new("release-mutable", DiagnosisLevel.Advice,
            "an action or called workflow at a tag whose release is not immutable",
            "Anyone who can write to its repository, or steals the right to, can move the tag to other code.",
            context => Unpinned(context)
                .Where(found => Known(context, found.Action)?.IsImmutable == false)
                .Select(found => new DoctorFinding(
                    found.Where, $"The release of {found.Action.Text} can be changed.", Fix(found.Action)))),
    ];

    private static ActionFacts? Known(DoctorContext context, UsedAction action) =>
        action.Version is { } version ? context.Facts.GitHub.Actions.GetValueOrDefault($"{version}") : null;

    private static IEnumerable<(UsedAction Action, string Where)> Unpinned(DoctorContext context) =>
        Used(context).Where(used => used.Action is { IsPinned: false }).Select(used => (used.Action!, used.Where));

    public static IEnumerable<(UsedAction? Action, string Where)> Used(DoctorContext context) =>
        context.Steps.Select(step => (step.Uses, step.Where))
        .Concat(context.Jobs.Where(job => job.Calls is not null)
            .Select(job => (job.Calls, job.Workflow.At(job.Map.Find("uses")!))));

    private static string Fix(UsedAction action)
    {
        if (action.IsImage) return "Pin the image by digest: `docker://IMAGE@sha256:…`.";
        var parts = action.Text.Split('@');
        var version = parts.Length > 1 ? parts[^1] : "version";
        return $"Write `{parts[0]}@COMMIT # {version}` with the full commit SHA.";
    }
}
