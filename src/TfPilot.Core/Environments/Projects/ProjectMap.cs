using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>The modules of a repository, and which of them a change of a folder concerns.</summary>
internal sealed class ProjectMap
{
    private readonly ModuleGraph graph;
    private readonly HashSet<string> modules;
    private readonly HashSet<string> roots;
    private readonly ILookup<string?, string> variables;

    public ProjectMap(SourceTree tree, EnvironmentMap map)
    {
        var visible = RootModules.Visible(tree, map);
        graph = new(visible);
        modules = [.. visible.Select(module => module.Path)];
        Roots = [.. RootModules.Of(tree, map).Select(module => module.Path)];
        roots = [.. Roots];
        variables = tree.Variables.ToLookup(path => ModuleOf(FolderPath.Of(path)));
    }

    /// <summary>The folders of all root modules, in the order of paths.</summary>
    public IReadOnlyList<string> Roots { get; }

    public bool IsModule(string folder) => modules.Contains(folder);

    /// <summary>The nearest folder with configuration; null when there is none.</summary>
    public string? ModuleOf(string folder) => FolderPath.Upwards(folder).FirstOrDefault(modules.Contains);

    /// <summary>The root modules that the module is part of; itself, when it is one.</summary>
    public IEnumerable<string> RootsOf(string module) =>
        (roots.Contains(module) ? graph.UsersOf(module) : graph.PossibleUsersOf(module)).Where(roots.Contains);

    public IEnumerable<string> RootsBelow(string folder) => Roots.Where(root => FolderPath.Upwards(root).Contains(folder));

    public IReadOnlyList<string> VariablesOf(string root) => [.. variables[root]];

    /// <summary>What people call the project: its folder.</summary>
    public string NameOf(string root) => root.Length > 0 ? root : roots.Contains("root") ? "." : "root";
}
