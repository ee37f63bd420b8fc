namespace TfPilot.Core.Environments;

/// <summary>Determines which folders are planned separately.</summary>
public static class RootModules
{
    /// <summary>
    /// Root modules are Terragrunt units and folders with a backend; also folders that are neither used by others nor
    /// shared, if they belong to an environment or have a provider, lock file or variable values. If no folder
    /// qualifies, all folders that are neither used nor shared.
    /// </summary>
    public static IReadOnlyList<ModuleFolder> Of(SourceTree tree, EnvironmentMap map)
    {
        var modules = Visible(tree, map);
        var graph = new ModuleGraph(modules);
        var planned = PlannedElsewhere(modules, map);
        var candidates = modules.Where(module => module.IsUnit
            || (!planned.Contains(module.Path) && !tree.IsParentOfUnits(module.Path)
                && (module.HasBackend || (!graph.IsUsed(module.Path) && !map.IsShared(module.Path))))).ToList();
        var marked = candidates.FindAll(
            module => module.IsUnit || module.HasBackend || module.HasRootMark || map.Claiming(module.Path).Any());
        return marked.Count > 0 ? marked : candidates;
    }

    /// <summary>Ignored folders are not modules, and what they use does not count as used.</summary>
    internal static IReadOnlyList<ModuleFolder> Visible(SourceTree tree, EnvironmentMap map) =>
        [.. tree.Modules.Where(module => !map.IsIgnored(module.Path))];

    /// <summary>
    /// Folders that may have a backend but are planned only under other paths: the sources of Terragrunt units, and
    /// folders that environments include only through links.
    /// </summary>
    private static HashSet<string> PlannedElsewhere(IReadOnlyList<ModuleFolder> modules, EnvironmentMap map) =>
    [
        .. modules.Where(module => module.IsUnit).SelectMany(unit => unit.Uses),
        .. modules.Where(module => module.LinksTo is not null && map.Claiming(module.Path).Any())
            .Select(module => module.LinksTo!)
            .Where(target => !map.Claiming(target).Any()),
    ];
}
