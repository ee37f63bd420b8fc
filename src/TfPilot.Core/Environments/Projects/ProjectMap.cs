using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>The modules of a repository, and which of them a changed folder or file affects.</summary>
internal sealed class ProjectMap
{
    private readonly ModuleGraph graph;
    private readonly Dictionary<string, ModuleFolder> modules;
    private readonly HashSet<string> roots;
    private readonly HashSet<string> links;
    private readonly HashSet<string> unknownStacks;
    private readonly ILookup<string?, string> variables;
    private readonly ILookup<string, string> readers;
    private readonly IReadOnlyList<(PathPattern Pattern, string Reader)> patterns;
    private readonly ILookup<string, string> rootsBelow;
    private readonly IReadOnlyDictionary<string, string> versions;

    public ProjectMap(SourceTree tree, EnvironmentMap map)
    {
        var visible = RootModules.Visible(tree, map);
        versions = tree.Versions;
        graph = new(visible);
        modules = visible.ToDictionary(module => module.Path);
        Roots = [.. RootModules.Of(tree, map).Select(module => module.Path)];
        roots = [.. Roots];
        links = [.. visible.Where(module => module.LinksTo is not null)
            .SelectMany(module => FolderPath.SelfAndAncestors(module.Path)).Where(tree.IsFolderLink)];
        unknownStacks = [.. tree.UnknownStacks];
        variables = tree.Variables.ToLookup(path => ModuleOf(FolderPath.Of(path)));
        var reads = visible.SelectMany(module => module.Reads, (module, read) => (read, module.Path)).ToList();
        readers = reads.Where(read => read.read.IsExact).ToLookup(read => read.read.Prefix, read => read.Path);
        patterns = [.. reads.Where(read => !read.read.IsExact)];
        rootsBelow = Roots.SelectMany(FolderPath.SelfAndAncestors, (root, above) => (root, above))
            .ToLookup(pair => pair.above, pair => pair.root);
    }

    /// <summary>The folders of all root modules, sorted by path.</summary>
    public IReadOnlyList<string> Roots { get; }

    public bool IsModule(string folder) => modules.ContainsKey(folder);

    /// <summary>
    /// Whether the path, which git does not list as a folder, represents a used one: a symbolic link or a submodule.
    /// </summary>
    public bool IsUsedFolder(string path) => links.Contains(path) || graph.UsedBelow(path).Any();

    /// <summary>Whether the stack file generates units that cannot be determined.</summary>
    public bool MakesUnknownUnits(string path) => unknownStacks.Contains(path);

    /// <summary>The nearest folder with configuration; null when there is none.</summary>
    public string? ModuleOf(string folder) => FolderPath.SelfAndAncestors(folder).FirstOrDefault(modules.ContainsKey);

    /// <summary>The root modules that include the module; the module itself when it is a root module.</summary>
    public IEnumerable<string> RootsOf(string module) =>
        (roots.Contains(module) ? graph.UsersOf(module) : graph.PossibleUsersOf(module)).Where(roots.Contains);

    /// <summary>The root modules at or below the folder, and those that use something there.</summary>
    public IEnumerable<string> RootsThrough(string folder) =>
        modules.Keys.Where(module => FolderPath.SelfAndAncestors(module).Contains(folder)).Concat(
            graph.UsedBelow(folder))
        .SelectMany(RootsOf).Distinct();

    public IEnumerable<string> RootsBelow(string folder) => rootsBelow[folder];

    /// <summary>
    /// The root modules that a version file concerns: all at or below its folder. A deleted one concerns them as well,
    /// one that names only other tools concerns none.
    /// </summary>
    public IEnumerable<string> RootsVersionedBy(string path) => TerraformPaths.IsVersionFile(path)
        && (!versions.TryGetValue(path, out var text) || VersionFiles.NamesTool(path, text))
        ? rootsBelow[FolderPath.Of(path)] : [];

    /// <summary>The root modules that are known to read the file, and those that depend on them.</summary>
    public IReadOnlyList<string> ReadersOf(string path)
    {
        var known = readers[path]
            .Concat(patterns.Where(read => !read.Pattern.IsAnything && read.Pattern.Matches(path))
                .Select(read => read.Reader)).ToList();
        return known.Count == 0 ? [] : [.. graph.UsersOf(known).Where(roots.Contains)];
    }

    /// <summary>The root modules whose read files cannot be determined.</summary>
    public IEnumerable<string> PossibleReaders =>
        patterns.Where(read => read.Pattern.IsAnything).Select(read => read.Reader).Distinct().Where(roots.Contains);

    public IReadOnlyList<string> VariablesOf(string root) => [.. variables[modules[root].RealPath]];

    public IReadOnlyList<string> RequiredVersionsOf(string root) => modules[root].RequiredVersions;

    public bool NamesWorkspaces(string root) => modules[root].NamesWorkspaces;

    /// <summary>Whether the configuration may read files of variables with a function, in any module it uses.</summary>
    public bool ReadsVariableFiles(string root) => graph.UsedBy(root)
        .Any(folder => modules.TryGetValue(folder, out var module) && module.ReadsVariableFiles);

    /// <summary>The project's state, and what it reads of others, in any module it uses.</summary>
    public ProjectLinks LinksOf(string root) => new(
        modules[root].State,
        [.. graph.UsedBy(root).Where(modules.ContainsKey).SelectMany(folder => modules[folder].ReadStates)],
        modules[root].IsUnit
            ? [.. graph.UsedBy(root).Where(used => used != root && roots.Contains(used)).Order(StringComparer.Ordinal)]
            : []);

    public bool HasUnits => modules.Values.Any(module => module.IsUnit);

    /// <summary>The project's display name: its folder.</summary>
    public string NameOf(string root) => root.Length > 0 ? root : roots.Contains("root") ? "." : "root";
}
