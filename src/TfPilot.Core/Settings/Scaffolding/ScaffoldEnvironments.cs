using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Makes the environments of the projects' folders and of the files that they are given.</summary>
internal sealed class ScaffoldEnvironments(
    ProjectMap projects, IReadOnlyDictionary<string, FolderEnvironment> named, IReadOnlyList<EnvironmentFile> files,
    IReadOnlyList<ProjectWorkspace> workspaces, RepositoryMarks marks)
{
    private const int MaxExamples = 3;

    /// <summary>Production first.</summary>
    public IReadOnlyList<ScaffoldEnvironment> All
    {
        get
        {
            var names = named.Where(one => projects.Roots.Contains(one.Key)).Select(one => one.Value.Name)
                .Concat(files.Select(file => file.Environment).OfType<string>())
                .Concat(workspaces.Select(one => one.Environment)).Distinct()
                .OrderBy(RankOf).ThenBy(name => name, StringComparer.Ordinal);
            var all = new List<ScaffoldEnvironment>();
            foreach (var name in names)
                all.Add(Environment(name, all.Where(one => one.MayBeProduction).SelectMany(one => one.Paths)));
            return all;
        }
    }

    /// <summary>One for tests whose name is not in the table is sorted like development.</summary>
    private static int RankOf(string name) =>
        EnvironmentFolders.RankOf(name) ?? (EnvironmentFolders.MayBeProduction(name) ? 0 : int.MaxValue);

    /// <summary>If no environment is detected, everything is treated as production.</summary>
    public static ScaffoldEnvironment Only(IReadOnlyList<string> roots) =>
        new("prod", [roots is [{ Length: > 0 } single] ? $"{PathGlob.Exactly(single)}/**" : "**"])
        { Evidence = "nothing in the repository names an environment" };

    public static IReadOnlyList<EnvironmentSettings> Settings(IEnumerable<ScaffoldEnvironment> environments) =>
        [.. environments.Select(environment => new EnvironmentSettings(
            environment.Name) { Paths = [.. environment.Paths.Select(path => new PathGlob(path))] })];

    /// <param name="strict">The patterns of environments that may be production.</param>
    private ScaffoldEnvironment Environment(string name, IEnumerable<string> strict)
    {
        var folders = named.Where(one => one.Value.Name == name && projects.Roots.Contains(one.Key)).ToList();
        var own = files.Where(file => file.Environment == name).ToList();
        var selected = workspaces.Where(one => one.Environment == name).ToList();
        var unclaimed = own.Select(file => file.Root).Concat(selected.Select(one => one.Root)).ToHashSet();
        var roots = folders.Select(one => one.Key).Concat(unclaimed).ToHashSet();
        var common = files.Where(file => file.Environment is null && roots.Contains(file.Root)).ToList();
        var cover = new FolderCover(projects.Roots);
        List<string> above = [.. folders.Select(one => one.Value.Folder).Distinct().Order(StringComparer.Ordinal)];
        var paths = cover.Of(unclaimed);
        if (!EnvironmentFolders.MayBeProduction(name))
            paths = [.. paths.SelectMany(path => Narrow(path, unclaimed, strict))];
        return new(name, [.. cover.Of(roots, above, name).Concat(paths).Distinct()])
        {
            Workspaces = selected.Count > 0
                ? [.. selected.Select(one => Glob.Exactly(one.Workspace).Pattern).Distinct()] : Workspaces(own, roots),
            VarFiles = Arguments([.. common, .. own], roots.Count, isBackend: false),
            BackendConfig = Arguments([.. common, .. own], roots.Count, isBackend: true),
            Evidence = Evidence(above, own, isSelected: selected.Count > 0),
        };
    }

    /// <summary>
    /// A folder that is added later must not need the approvals of a test environment only: a pattern of several
    /// projects is kept where production has the same.
    /// </summary>
    private static IEnumerable<string> Narrow(string path, IReadOnlySet<string> roots, IEnumerable<string> strict) =>
        !path.EndsWith("/**", StringComparison.Ordinal) || strict.Contains(path) ? [path]
        : roots.Where(root => new PathGlob(path).Matches(root)).Order(StringComparer.Ordinal)
            .Select(root => $"{PathGlob.Exactly(root)}/**");

    /// <summary>Files of variables are workspaces only where the configuration or a workflow uses some.</summary>
    private IReadOnlyList<string> Workspaces(IReadOnlyList<EnvironmentFile> own, HashSet<string> roots) =>
        roots.All(projects.NamesWorkspaces) || marks.SelectsWorkspaces
        ? [.. own.Where(file => file is { IsBackend: false, IsNamed: true })
            .Select(file => PlanTargets.WorkspaceOf(file.File)).OfType<string>()
            .Select(workspace => Glob.Exactly(workspace).Pattern).Distinct()]
        : [];

    /// <summary>
    /// A file that not every project of the environment has is passed where it exists; the project's own go last, with
    /// precedence.
    /// </summary>
    private static IReadOnlyList<string> Arguments(IReadOnlyList<EnvironmentFile> files, int roots, bool isBackend) =>
        [.. files.Where(file => file.IsBackend == isBackend).OrderBy(file => !file.IsCommon)
            .ThenBy(file => !file.Path.StartsWith('/')).GroupBy(file => file.Path)
            .Select(same =>
                same.Select(file => file.Root).Distinct().Count() == roots ? same.Key : Optional(same.Key))];

    private static string Optional(string path)
    {
        if (new ProjectPath(path).IsPattern) return path;
        var name = path.LastIndexOf('/') + 1;
        var end = path.LastIndexOf('}') is var brace && brace >= name ? brace + 1
            : path.IndexOf('.', name);
        return end <= name ? path : $"{path[..name]}{{{path[name..end]}}}{path[end..]}";
    }

    private static string Evidence(
        IReadOnlyList<string> folders, IReadOnlyList<EnvironmentFile> own, bool isSelected)
    {
        var paths = own.Select(file => file.File).Distinct().ToList();
        return string.Join("; ", new[]
        {
            Some("folder", folders), Some("file", paths), isSelected ? "a workspace that a workflow selects" : null,
        }.OfType<string>());
    }

    private static string? Some(string noun, IReadOnlyList<string> all) => all.Count == 0 ? null
        : $"{noun}{(all.Count == 1 ? "" : "s")} {string.Join(", ", all.Take(MaxExamples))}" +
            (all.Count > MaxExamples ? $" and {all.Count - MaxExamples} more" : "");
}
