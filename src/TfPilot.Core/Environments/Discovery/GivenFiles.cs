using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// Which plans are given which files of variables and backends. A file that the settings give to some environments does
/// not concern the plans of others that name their own.
/// </summary>
internal sealed class GivenFiles
{
    private readonly ProjectMap projects;
    private readonly Dictionary<string, (IReadOnlyList<PlanTarget> Targets, IReadOnlyList<Problem> Notes)> goals;
    private readonly ILookup<string, (string Root, PlanTarget Target)> users;

    public GivenFiles(ProjectMap projects, SourceTree tree, EnvironmentMap map)
    {
        this.projects = projects;
        goals = projects.Roots.ToDictionary(
            root => root, root => PlanTargets.Of(root, projects.VariablesOf(root), tree.Names, map));
        users = goals.SelectMany(goal => goal.Value.Targets, (goal, target) => (Root: goal.Key, Target: target))
            .SelectMany(plan => plan.Target.Arguments.FilesOf(plan.Root), (plan, path) => (path, plan))
            .ToLookup(use => use.path, use => use.plan);
    }

    /// <summary>All plans of the project, and notes about files that were not found.</summary>
    public (IReadOnlyList<PlanTarget> Targets, IReadOnlyList<Problem> Notes) GoalOf(string root) => goals[root];

    /// <summary>The effects of a changed file, with those on plans that are given it.</summary>
    public IReadOnlyList<FileImpact> Extend(string path, IReadOnlyList<FileImpact> impacts)
    {
        var roots = users[path].Select(user => user.Root).Distinct().ToList();
        if (roots.Count == 0) return impacts;
        return [.. impacts.Where(impact => impact is FileImpact.Plans), new FileImpact.Plans(roots, ReasonOf(path))];
    }

    /// <summary>The plans of the project that the changed file concerns.</summary>
    public IEnumerable<PlanTarget> TargetsOf(string root, string? path)
    {
        var all = goals[root].Targets;
        return path is null || !users.Contains(path) || IsReadAnyway(root, path) ? all
            : all.Where(target => users[path].Contains((root, target)) || target.Arguments == PlanArguments.None);
    }

    public static PlanReason ReasonOf(string path) =>
        new(TerraformPaths.IsVariables(path) ? PlanReasonKind.Variables : PlanReasonKind.File, path);

    /// <summary>
    /// Terraform loads some files in the planned folder by their names, and the configuration may read a file with a
    /// function.
    /// </summary>
    private bool IsReadAnyway(string root, string path) =>
        (TerraformPaths.IsReadBesideThePlan(path) && FolderPath.Of(path) == root)
        || !(TerraformPaths.IsVariables(path) || TerraformPaths.IsBackend(path))
        || projects.ReadsVariableFiles(root);
}
