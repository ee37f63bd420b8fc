using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>
/// The changes of the pull request that no plan covers, by the effective settings. They are always reported.
/// </summary>
internal static class UnplannedChanges
{
    private const int MaxNamed = 20;

    /// <param name="expected">The result of discover; null if unknown.</param>
    public static IReadOnlyList<UnplannedChange> Of(IReadOnlyList<ExpectedReview>? expected, JobSettings settings)
    {
        var found = (expected ?? []).Where(one => one.Unplanned is not null)
            .Select(one => new UnplannedChange(one.Project, one.Unplanned!.Value));
        var edited = (settings.Proposed?.Edited ?? []).Select(
            path => new UnplannedChange(path, UnplannedKind.Settings));
        return [.. found.Where(change => Counts(change, settings.Settings)).Concat(edited).Distinct()
            .OrderBy(change => change.Kind).ThenBy(change => change.Path, StringComparer.Ordinal)];
    }

    /// <summary>One sentence per orphaned state, and one for all files of a kind.</summary>
    public static IReadOnlyList<string> Notes(IReadOnlyList<UnplannedChange> changes)
    {
        var orphaned = Paths(changes, UnplannedKind.Orphaned);
        var unmapped = Paths(changes, UnplannedKind.Unmapped);
        var settings = Paths(changes, UnplannedKind.Settings);
        return
        [
            .. orphaned.Take(MaxNamed).Select(ExpectedReview.Orphan),
            .. orphaned.Count > MaxNamed
                ? [$"{orphaned.Count - MaxNamed} more folders no longer have configuration, and their states are " +
                    "orphaned."]
                : Array.Empty<string>(),
            .. unmapped.Count > 0
                ? [$"{Count(unmapped.Count)} not covered by a plan, and no project uses " +
                    $"{(unmapped.Count == 1 ? "it" : "them")}. Add a project that does, or list " +
                    $"{(unmapped.Count == 1 ? "it" : "them")} under `shared` or `ignore` in the settings."]
                : Array.Empty<string>(),
            .. unmapped.Take(MaxNamed).Select(path => $"In no plan: {VisibleText.Of(path)}"),
            .. settings.Take(MaxNamed).Select(path => $"Settings changed: {VisibleText.Of(path)}. The default " +
                "branch's settings apply until this is merged. The change needs approval."),
        ];
    }

    /// <summary>With <c>unmapped: ignore</c>, only files that belong to an environment count.</summary>
    private static bool Counts(UnplannedChange change, Core.Settings.Settings settings) =>
        change.Kind != UnplannedKind.Unmapped || settings.Unmapped == UnmappedHandling.Strictest
        || settings.Map.Claiming(FolderPath.Of(change.Path)).Any();

    private static List<string> Paths(IReadOnlyList<UnplannedChange> changes, UnplannedKind kind) =>
        changes.Where(change => change.Kind == kind).Select(change => change.Path).ToList();

    private static string Count(int files) => files == 1 ? "1 changed file is" : $"{files} changed files are";
}
