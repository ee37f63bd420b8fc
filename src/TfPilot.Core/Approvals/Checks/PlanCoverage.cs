using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Requires that the plans cover every changed path.</summary>
internal static class PlanCoverage
{
    public static IEnumerable<RequirementResult> Uncovered(PullEvaluation pull)
    {
        var left = pull.Facts.Affected.Paths.Where(touch => pull.Modules.DeletedModuleOf(touch) is null).ToList();
        foreach (var environment in pull.RequiredEnvironments.Where(environment => pull.In(environment).Any()))
        {
            var shown = new CoveredPaths(pull.Modules, [.. pull.In(environment)]);
            var outside = left.Where(touch => !shown.Contains(touch)
                && touch.Environments.Any(claim => EnvironmentNames.IsSame(claim, environment)));
            if (Outside(environment, [.. outside.Select(touch => touch.Path.ToString())]) is { } found)
                yield return found;
        }

        if (pull.Newest is null) yield break;
        var all = new CoveredPaths(pull.Modules, pull.Projects);
        if (Outside(environment: null,
            [.. left.Where(touch => touch.Kind == TouchKind.Unmapped && !all.Contains(touch))
                .Select(touch => touch.Path.ToString())]) is { } unassigned) yield return unassigned;
        var shared = left.Where(touch => touch.Kind == TouchKind.Shared).Select(touch => touch.Path.ToString())
            .ToList();
        if (shared.Count > 0 && !pull.Projects.Any(project => project.Evidence.IsTrusted))
        {
            yield return new(Environment: null, Decision.Pending, "a shared file is in no plan",
                [$"{PullEvaluation.Listed(shared)} may affect any plan, and there is no trusted plan yet, so its " +
                    "effect is unknown. Plan a project that uses it, or list it under `ignore` in the settings."])
            {
                Step = "plan a project that uses the shared file",
            };
        }
    }

    /// <summary>
    /// Waits for evidence, because a folder without configuration may still be planned as part of another project.
    /// </summary>
    public static IEnumerable<RequirementResult> Deleted(PullEvaluation pull) => pull.Newest is null ? []
        : from touch in pull.Facts.Affected.Paths
          let folder = pull.Modules.DeletedModuleOf(touch)
          where folder is not null
          from environment in touch.Environments.DefaultIfEmpty()
          group folder by environment into folders
          select Deleted(folders.Key, [.. folders.Distinct()], pull.Facts.Settings.Branch);

    /// <summary>Whether every path that requires the environment's plan is gone, so that no plan will arrive.</summary>
    public static bool IsDeleted(PullEvaluation pull, string environment) =>
        pull is { Newest: not null, Facts.Affected.IsComplete: true }
        && pull.Facts.Affected.Paths
        .Where(touch => touch.Environments.Any(claim => EnvironmentNames.IsSame(claim, environment)))
        .All(touch => pull.Modules.DeletedModuleOf(touch) is not null);

    private static RequirementResult Deleted(string? environment, IReadOnlyList<string> folders, string branch) => new(
        environment, Decision.Pending,
        folders is [var one] ? $"{FolderPath.DisplayName(one)} was removed and its state is orphaned"
            : $"{folders.Count} folders were removed and their states are orphaned",
        [
            $"{PullEvaluation.Listed([.. folders.Select(FolderPath.DisplayName)])}: " +
            "all changed configuration was removed " +
                "or moved away, and no plan covers that folder. The resources in its state still exist, and no " +
                "plan shows them.",
            "Restore the folder and write the command `destroy`, which opens a pull request that deletes it with a " +
                "plan that destroys its resources; or move its state. " +
                $"Once the state is empty, list the folder under `ignore` in the settings of {branch}; then it can " +
                "be removed.",
        ])
    {
        Step = folders is [var gone] ? $"restore {FolderPath.DisplayName(gone)}, or destroy its resources"
            : "restore the folders, or destroy their resources",
    };

    private static RequirementResult? Outside(string? environment, IReadOnlyList<string> paths) =>
        paths.Count == 0 ? null : new(
        environment, Decision.Pending,
        environment is null ? "a changed file is in no plan" : $"a changed file is in no plan of {environment}",
        [$"{PullEvaluation.Listed(paths)} changed, and no plan covers that folder, so its effect is unknown. Plan " +
            "it, or list it under `shared` or `ignore` in the settings."])
        {
            Step = paths is [var one] ? $"plan the changed file {VisibleText.Of(one)}"
            : $"plan {paths.Count} changed files that are in no plan",
        };
}
