using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>What a run of the apply workflow applies.</summary>
/// <param name="Branch">The branch of the run, such as <c>main</c>.</param>
/// <param name="DefaultBranch">Null if unknown; environments without a branch of their own are not applied then.
/// </param>
/// <param name="Environment">The only environment to apply, in any case; null for all.</param>
/// <param name="Project">The only project to apply; null for all.</param>
public sealed record ApplyTarget(string Branch, string? DefaultBranch, string? Environment, string? Project);

/// <summary>
/// The jobs that apply: plans of environments whose branch is the branch of the run, in the order of the environments
/// in the settings, and after those that they need. A plan of no environment is never applied.
/// </summary>
public static class ApplyJobs
{
    public static Validated<IReadOnlyList<PlanJob>> Of(
        IReadOnlyList<PlanJob> jobs, IReadOnlyList<EnvironmentSettings> environments,
        IReadOnlyList<ProjectNeed> needs, ApplyTarget target)
    {
        IReadOnlyList<Problem> problems = [.. Unknown(environments, target), .. jobs.SelectMany(PlanLine.FindErrors)];
        if (problems.Count > 0) return new Validated<IReadOnlyList<PlanJob>>.Invalid(problems);
        IReadOnlyList<PlanJob> chosen = [.. environments.Where(environment => IsApplied(environment, target))
            .SelectMany(environment => jobs.Where(job => job.Environment == environment.Name
                && (target.Project is null || job.Project == target.Project)))];
        if (target.Project is { } project && chosen.Count == 0)
            return new Problem("name",
                $"No project {VisibleText.Of(project)} is applied from branch {VisibleText.Of(target.Branch)}; " +
                    "`tfpilot discover --all` lists the projects.");
        return chosen.Count <= PlanMatrix.MaxJobs ? ApplyOrder.Sort(chosen, needs)
            : new Problem("matrix",
                $"The change needs {chosen.Count} applies, but GitHub allows {PlanMatrix.MaxJobs} jobs per matrix. " +
                    "Start the workflow manually for one environment at a time.");
    }

    private static bool IsApplied(EnvironmentSettings environment, ApplyTarget target) =>
        (environment.Branch ?? target.DefaultBranch) == target.Branch
        && (target.Environment is null || EnvironmentNames.IsSame(environment.Name, target.Environment));

    private static IEnumerable<Problem> Unknown(
        IReadOnlyList<EnvironmentSettings> environments, ApplyTarget target)
    {
        var names = environments.Select(environment => environment.Name).ToList();
        if (target.Environment is { } wanted && !names.Exists(name => EnvironmentNames.IsSame(name, wanted)))
            yield return new("environment",
                $"The settings define no environment {VisibleText.Of(wanted)}; they define " +
                    $"{string.Join(", ", names)}.");
    }
}
