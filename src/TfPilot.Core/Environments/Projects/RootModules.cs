namespace TfPilot.Core.Environments;

/// <summary>Which folders are planned on their own.</summary>
public static class RootModules
{
    /// <summary>
    /// A unit of Terragrunt, or a folder with a backend; else one that no other uses and that is not shared, when an environment claims it or it
    /// has what modules leave to their callers. Where no folder is any of this, all that are neither used nor shared.
    /// </summary>
    public static IReadOnlyList<ModuleFolder> Of(SourceTree tree, EnvironmentMap map)
    {
        var modules = Visible(tree, map);
        var graph = new ModuleGraph(modules);
        var planned = PlannedElsewhere(modules, map);
        var candidates = modules.Where(module => module.IsUnit || (!planned.Contains(module.Path) && (module.HasBackend || (!graph.IsUsed(module.Path) && !map.IsShared(module.Path))))).ToList();
        var marked = candidates.FindAll(module => module.IsUnit || module.HasBackend || module.HasRootMark || map.Claiming(module.Path).Any());
        return marked.Count > 0 ? marked : candidates;
    }

    /// <summary>What is ignored is no module, and what it uses does not count as used.</summary>
    internal static IReadOnlyList<ModuleFolder> Visible(SourceTree tree, EnvironmentMap map) => [.. tree.Modules.Where(module => !map.IsIgnored(module.Path))];

    /// <summary>
    /// Folders that may have a backend and are still planned under other paths alone: the sources of Terragrunt's units, and those that
    /// environments claim through links and not themselves.
    /// </summary>
    private static HashSet<string> PlannedElsewhere(IReadOnlyList<ModuleFolder> modules, EnvironmentMap map) =>
    [
        .. modules.Where(module => module.IsUnit).SelectMany(unit => unit.Uses),
        .. modules.Where(module => module.LinksTo is not null && map.Claiming(module.Path).Any()).Select(module => module.LinksTo!)
            .Where(target => !map.Claiming(target).Any()),
    ];
}
