using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Recognizes a repository's layout, by evidence in folders, files and configuration.</summary>
internal sealed class ScaffoldBuilder
{
    private readonly SourceTree tree;
    private readonly RepositoryMarks marks;
    private readonly IReadOnlyList<string> unplanned;
    private readonly EnvironmentMap blank;
    private readonly IReadOnlyList<ModuleFolder> visible;
    private readonly HashSet<string> declarations;
    private readonly HashSet<string> bare;
    private readonly HashSet<string> uncalled;
    private readonly Dictionary<string, FolderEnvironment> named;
    private readonly ProjectMap projects;

    public ScaffoldBuilder(SourceTree tree, RepositoryMarks marks)
    {
        (this.tree, this.marks) = (tree, marks);
        unplanned = UnplannedFolders.Of(tree);
        IReadOnlyList<string> ignored = UnplannedFolders.Globs(unplanned, tree);
        var whole = EnvironmentMap.Empty with { Ignore = Globs(["**/*.md", .. ignored]) };
        visible = RootModules.Visible(tree, whole);
        var graph = new ModuleGraph(visible);
        declarations = Declarations(visible, graph);
        uncalled = ModuleSiblings.Uncalled([.. visible.Where(module => !IsLibrary(module))], graph);
        blank = whole with
        {
            Shared = [.. visible
                .Where(module => (IsLibrary(module) || declarations.Contains(module.Path)
                    || uncalled.Contains(module.Path))
                    && PathGlob.IsExact(module.Path))
                .Select(module => ExactGlob(module.Path))],
        };
        var candidates = visible.Where(module => module.IsUnit || (!graph.IsUsed(module.Path) && !IsLibrary(module)))
            .Select(module => module.Path).Except(declarations).Except(uncalled).ToList();
        bare = [.. visible.Where(module => module.HasResources && candidates.Contains(module.Path)
            && !module.Path.Split('/').Any(step => step.StartsWith('.') || step.StartsWith('_')))
            .Select(module => module.Path)];
        var folders = new EnvironmentFolders(candidates);
        named = candidates.Select(folder => (Folder: folder, Found: folders.Of(folder)))
            .Where(one => one.Found is not null).ToDictionary(one => one.Folder, one => one.Found!);
        projects = new(tree, blank with
        {
            Environments = [new("named") { Paths = [.. named.Keys.Union(bare).Select(PathGlob.Exactly)] }],
        });
    }

    public Scaffold Build()
    {
        var unclaimed = projects.Roots.Where(root => !named.ContainsKey(root)).ToList();
        var (files, doubtful) = EnvironmentFiles.Of(unclaimed, projects.Roots, FilesOfPlans(), projects.ModuleOf);
        var workspaces = ProjectWorkspaces.Of(marks.Workspaces, unclaimed, projects, files);
        if (files.Count == 0 && workspaces.Count == 0
            && EnvironmentFolders.AreStray(named.Values, projects.Roots.Count))
        {
            doubtful = [.. named.Values.Select(one => one.Folder).Distinct().Order(StringComparer.Ordinal)];
            named.Clear();
        }

        var environments = new ScaffoldEnvironments(projects, named, files, workspaces, marks).All;
        var isLibrary = environments.Count == 0 && IsModuleRepository;
        IReadOnlyList<ScaffoldEnvironment> all = environments.Count > 0 ? environments
            : isLibrary ? [] : [ScaffoldEnvironments.Only(projects.Roots)];
        var hasProduction = all.Any(environment => environment.IsNamedProduction);
        var folders = visible.Select(module => module.Path).ToList();
        IReadOnlyList<string> shared = isLibrary ? ["**"]
            : SharedFolders.Of([.. folders.Except(projects.Roots).Except(declarations).Except(uncalled)], folders);
        var map = blank with { Environments = ScaffoldEnvironments.Settings(all), Shared = Globs(shared) };
        // Once an environment has projects, a folder without a backend or values of its own is not one.
        var planned = isLibrary ? projects : new(tree, map);
        if (declarations.Overlaps(planned.Roots))
        {
            shared = [.. shared.Concat(planned.Roots.Where(declarations.Contains)
                .Select(path => ExactGlob(path).Pattern)).Order(StringComparer.Ordinal)];
            map = map with { Shared = Globs(shared) };
            planned = new(tree, map);
        }

        return new(
            isLibrary ? [] : [.. planned.Roots.Select(FolderPath.DisplayName)],
            [.. all.Select(environment => environment with
            {
                IsStrict = !hasProduction || environment.MayBeProduction,
                Projects = [.. planned.Roots.Where(root => Claims(environment, root)).Select(FolderPath.DisplayName)],
            })],
            shared,
            [.. blank.Ignore.Select(glob => glob.Pattern)],
            [.. visible.SelectMany(module => module.Providers).Distinct().Order(StringComparer.Ordinal)])
        {
            Unclaimed = isLibrary ? []
                : [.. planned.Roots.Where(root => !map.Claiming(root).Any()).Select(FolderPath.DisplayName)],
            Modules = [.. (isLibrary ? folders : folders.Except(planned.Roots).Except(bare)).Except(declarations)
                .Select(FolderPath.DisplayName)],
            Unplanned = unplanned,
            NotRecognized = [.. doubtful.Where(path =>
                !named.Values.Any(environment => FolderPath.IsAtOrBelow(path, environment.Folder)))],
            Layout = ScaffoldLayout.Of(named.Values, files, all, planned, isLibrary),
            LeftToDo = isLibrary ? [] : [.. ScaffoldLayout.LeftToDo(files, all, planned, marks),
                .. ScaffoldLayout.NotPlanned([.. bare.Union(uncalled).Except(planned.Roots)]),
                .. UnplannedFolders.IsEverything(tree) ? [ScaffoldLayout.OnlyExamples] : Array.Empty<string>()],
            NotSupported = OtherTools.In(marks with { Files = [.. marks.Files.Where(path => !blank.IsIgnored(path))] }),
            Faults = [.. tree.Faults.Where(fault => !blank.IsIgnored(fault.File))],
            HasUnits = planned.HasUnits,
            IsGuess = environments.Count == 0 && !isLibrary,
            HasNoProduction = !hasProduction && !isLibrary,
            IsModuleRepository = isLibrary,
        };
    }

    /// <summary>Those of examples and modules belong to no plan.</summary>
    private IReadOnlyList<string> FilesOfPlans() =>
        [.. tree.Names.All.Where(path => !blank.IsIgnored(path) && !path.Split('/').Any(IsModules))];

    /// <summary>
    /// Nothing in it has a backend, and there are modules, examples or tests of modules. A provider or values count
    /// against it, except where examples call the folder, or at the root of a repository with examples: older modules
    /// configure providers themselves.
    /// </summary>
    private bool IsModuleRepository =>
        visible.All(module => module is { HasBackend: false, IsUnit: false })
        && (visible.All(module => !module.HasRootMark)
            ? unplanned.Count > 0 || visible.Any(module => module.Path.Split('/').Any(IsModules))
            : (projects.Roots.Contains("") && unplanned.Any(folder => folder is "examples" or "example"))
                || ExamplesCallProjects);

    /// <summary>What examples call by its path is a module, also where it configures its provider.</summary>
    private bool ExamplesCallProjects => tree.Modules
        .Where(module => unplanned.Any(folder => FolderPath.NameOf(folder) is "examples" or "example"
            && FolderPath.IsAtOrBelow(module.Path, folder)))
        .SelectMany(module => module.Uses).Any(projects.Roots.Contains);

    /// <summary>
    /// Folders that nothing uses and that only declare, such as variables for others; empty when there is nothing else.
    /// </summary>
    private static HashSet<string> Declarations(IReadOnlyList<ModuleFolder> visible, ModuleGraph graph) =>
        visible.All(module => module.OnlyDeclares) ? []
        : [.. visible.Where(module => module is { OnlyDeclares: true, IsUnit: false } && !graph.IsUsed(module.Path)
            && PathGlob.IsExact(module.Path)).Select(module => module.Path)];

    /// <summary>A pattern that matches the folder alone.</summary>
    private static PathGlob ExactGlob(string folder) => folder.Length == 0 ? new(".") : PathGlob.Exactly(folder);

    private static bool Claims(ScaffoldEnvironment environment, string root) =>
        environment.Paths.Any(path => new PathGlob(path).Matches(root));

    /// <summary>A module by its place: it is not planned although no other calls it.</summary>
    private static bool IsLibrary(ModuleFolder module) =>
        module is { HasBackend: false, IsUnit: false } && module.Path.Split('/').Any(IsModules);

    private static bool IsModules(string step) => step is "modules" or "module" or "terraform-modules";

    private static IReadOnlyList<PathGlob> Globs(IEnumerable<string> patterns) =>
        [.. patterns.Select(pattern => new PathGlob(pattern))];
}
