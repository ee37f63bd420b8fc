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
        var given = new GivenFiles(projects, tree, map);
        var paths = changed.Files.SelectMany(file => new[] { file.Path, file.PreviousPath }).OfType<string>().Distinct()
            .ToList();
        var destroys = DestroyFiles.Of(changed, tree);
        var concerns = paths.Where(path => !DestroyFile.Is(path)).SelectMany(
            path => given.Extend(path, FileImpact.Of(path, projects, map)),
            (path, concern) => (Path: path, Concern: concern)).ToList();
        var plans = concerns.Where(concern => concern.Concern is FileImpact.Plans)
            .Select(concern => (Path: (string?)concern.Path, Plans: (FileImpact.Plans)concern.Concern))
            .Concat(Everything(changed, projects).Select(all => (Path: (string?)null, Plans: all)))
            .SelectMany(one => one.Plans.Roots, (one, root) =>
                (Root: root, one.Plans.Reason, Targets: given.TargetsOf(root, one.Path).ToList()))
            .Where(plan => plan.Targets.Count > 0)
            .ToLookup(plan => plan.Root);
        var planned = projects.Roots.Where(plans.Contains).ToList();
        var unused = concerns.Select(concern => concern.Concern).OfType<FileImpact.UnusedModule>()
            .Select(module => new Problem(FolderPath.DisplayName(module.Folder), "it changed, but no project uses it"))
            .Distinct();
        return new(
            [.. planned.Select(root => new DiscoveredProject(FolderPath.DisplayName(root), projects.NameOf(root),
                [.. given.GoalOf(root).Targets
                    .Where(plans[root].SelectMany(plan => plan.Targets).ToHashSet().Contains)],
                InOrder(plans[root].Select(plan => plan.Reason)))
            {
                Versions = VersionFiles.Of(root, tree.Versions, projects.RequiredVersionsOf(root)),
                Links = projects.LinksOf(root),
            })],
            Orphans.Of(changed.Files, tree, map),
            [.. PathsOf(concerns.Where(concern => concern.Concern is FileImpact.Unmapped)), .. destroys.Unreadable],
            [.. destroys.Notes, .. unused.OrderBy(note => note.Path, StringComparer.Ordinal),
                .. planned.SelectMany(root => given.GoalOf(root).Notes), .. tree.Notes,
                .. tree.Faults.Where(fault => !map.IsIgnored(fault.File)).Select(fault => fault.ToProblem())])
        {
            Unused = PathsOf(concerns.Where(concern => concern.Concern is FileImpact.UnusedModule)),
            Settings = PathsOf(
                concerns.Where(
                    concern => concern.Concern is FileImpact.Plans { Reason.Kind: PlanReasonKind.Settings })),
            Destroyed = destroys.Files,
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
