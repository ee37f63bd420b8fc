using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>What is asked of the plans that came: that they show all that changed.</summary>
internal static class PlanCoverage
{
    public static IEnumerable<RequirementResult> Uncovered(PullEvaluation pull)
    {
        var left = pull.Facts.Touched.Paths.Where(touch => pull.Modules.DeletedModuleOf(touch) is null).ToList();
        foreach (var environment in pull.RequiredEnvironments.Where(environment => pull.In(environment).Any()))
        {
            var shown = new CoveredPaths(pull.Modules, [.. pull.In(environment)]);
            var outside = left.Where(touch => touch.Environments.Any(claim => PullEvaluation.IsSame(claim, environment)) && !shown.Contains(touch));
            if (Outside(environment, [.. outside.Select(touch => touch.Path.ToString())]) is { } found) yield return found;
        }

        if (pull.Newest is null) yield break;
        var all = new CoveredPaths(pull.Modules, pull.Projects);
        if (Outside(environment: null, [.. left.Where(touch => touch.Kind == TouchKind.Unmapped && !all.Contains(touch)).Select(touch => touch.Path.ToString())]) is { } loose) yield return loose;
        var shared = left.Where(touch => touch.Kind == TouchKind.Shared).Select(touch => touch.Path.ToString()).ToList();
        if (shared.Count > 0 && !pull.Projects.Any(project => project.Evidence.IsTrusted))
        {
            yield return new(Environment: null, Decision.Pending, "a shared file is in no plan",
                [$"{PullEvaluation.Listed(shared)} may concern any plan, and no trusted one came: nobody knows what it does. Plan a project that uses it, or name it under `ignore` in the settings."])
            {
                Step = "plan a project that uses the shared file",
            };
        }
    }

    /// <summary>Until evidence comes, what lost its configuration may still be planned as a part of something else.</summary>
    public static IEnumerable<RequirementResult> Gone(PullEvaluation pull) => pull.Newest is null ? []
        : from touch in pull.Facts.Touched.Paths
          let folder = pull.Modules.DeletedModuleOf(touch)
          where folder is not null
          from environment in touch.Environments.DefaultIfEmpty()
          group folder by environment into folders
          select Gone(folders.Key, [.. folders.Distinct()], pull.Facts.Settings.Branch);

    /// <summary>Whether all that asks for the environment's plan is gone, so that none will come.</summary>
    public static bool IsGone(PullEvaluation pull, string environment) => pull is { Newest: not null, Facts.Touched.IsComplete: true }
        && pull.Facts.Touched.Paths.Where(touch => touch.Environments.Any(claim => PullEvaluation.IsSame(claim, environment))).All(touch => pull.Modules.DeletedModuleOf(touch) is not null);

    private static RequirementResult Gone(string? environment, IReadOnlyList<string> folders, string branch) => new(
        environment, Decision.Pending, folders is [var one] ? $"{FolderPath.Shown(one)} is gone and its state is orphaned" : $"{folders.Count} folders are gone and their states are orphaned",
        [
            $"{PullEvaluation.Listed([.. folders.Select(FolderPath.Shown)])}: all configuration that changed there was removed or moved away, and no plan is of that folder. What its state holds lives on, and no plan shows it.",
            $"Bring the folder back and destroy what it manages first, with a plan that shows it, or move its state. When the state holds nothing any more, name the folder under `ignore` in the settings of {branch}; then it may go.",
        ])
    {
        Step = folders is [var gone] ? $"bring {FolderPath.Shown(gone)} back, or destroy its state" : "bring the folders back, or destroy their states",
    };

    private static RequirementResult? Outside(string? environment, IReadOnlyList<string> paths) => paths.Count == 0 ? null : new(
        environment, Decision.Pending, environment is null ? "a changed file is in no plan" : $"a changed file is in no plan of {environment}",
        [$"{PullEvaluation.Listed(paths)} changed, and none of the plans is of that folder: nobody knows what it does. Plan it, or name it under `shared` or `ignore` in the settings."])
    {
        Step = paths is [var one] ? $"plan the changed file {VisibleText.Of(one)}" : $"plan {paths.Count} changed files that are in no plan",
    };
}
