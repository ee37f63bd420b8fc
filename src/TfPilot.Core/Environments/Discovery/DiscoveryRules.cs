using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// Determines the projects that a change affects. Every file counts separately, a renamed file at both paths, so that
/// an additional file never removes a project.
/// </summary>
public static class DiscoveryRules
{
    public static Discovery Decide(ChangedFiles changed, SourceTree tree, EnvironmentMap map)
    {
        var projects = new ProjectMap(tree, map);
        var paths = changed.Files.SelectMany(file => new[] { file.Path, file.PreviousPath }).OfType<string>().Distinct()
            .ToList();
        var concerns = paths.SelectMany(
            path => FileImpact.Of(path, projects, map), (path, concern) => (Path: path, Concern: concern)).ToList();
        var reasons = concerns.Select(concern => concern.Concern).OfType<FileImpact.Plans>()
            .Concat(Everything(changed, projects))
            .SelectMany(plans => plans.Roots, (plans, root) => (root, plans.Reason))
            .ToLookup(plan => plan.root, plan => plan.Reason);
        var planned = projects.Roots.Where(reasons.Contains)
            .Select(root => (Root: root, Goal: PlanTargets.Of(
                root, projects.VariablesOf(root), tree.Names, map))).ToList();
        var unused = concerns.Select(concern => concern.Concern).OfType<FileImpact.UnusedModule>()
            .Select(module => new Problem(FolderPath.Shown(module.Folder), "it changed, but no project uses it"))
            .Distinct();
        return new(
            [.. planned.Select(
                project => new DiscoveredProject(FolderPath.Shown(project.Root), projects.NameOf(project.Root),
                    project.Goal.Targets, InOrder(reasons[project.Root]))
                {
                    Versions = VersionFiles.Of(
                        project.Root, tree.Versions, projects.RequiredVersionsOf(project.Root)),
                })],
            Orphans.Of(changed.Files, tree, map),
            PathsOf(concerns.Where(concern => concern.Concern is FileImpact.Unmapped)),
            [.. unused.OrderBy(note => note.Path, StringComparer.Ordinal),
                .. planned.SelectMany(project => project.Goal.Notes), .. tree.Notes])
        {
            Unused = PathsOf(concerns.Where(concern => concern.Concern is FileImpact.UnusedModule)),
            Settings = PathsOf(
                concerns.Where(
                    concern => concern.Concern is FileImpact.Plans { Reason.Kind: PlanReasonKind.Settings })),
            RootModules = projects.Roots.Count,
            IsTruncated = changed.IsTruncated,
        };
    }

    private static IReadOnlyList<string> PathsOf(IEnumerable<(string Path, FileImpact Concern)> concerns) =>
        [.. concerns.Select(concern => concern.Path).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<FileImpact.Plans> Everything(ChangedFiles changed, ProjectMap projects)
    {
        if (changed.IsEverything) yield return new(projects.Roots, new(PlanReasonKind.Everything, ""));
        if (changed.IsTruncated) yield return new(projects.Roots, new(PlanReasonKind.TooManyFiles, ""));
    }

    private static IReadOnlyList<PlanReason> InOrder(IEnumerable<PlanReason> reasons) =>
        [.. reasons.Distinct().OrderBy(reason => reason.Kind).ThenBy(reason => reason.Subject, StringComparer.Ordinal)];
}
