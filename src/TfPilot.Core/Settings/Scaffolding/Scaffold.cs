using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>
/// The detected structure of a repository without tfpilot settings, used to generate its first settings. Folders are in
/// display form.
/// </summary>
public sealed record Scaffold(
    IReadOnlyList<string> Projects,
    IReadOnlyList<string> Unclaimed,
    IReadOnlyList<ScaffoldEnvironment> Environments,
    IReadOnlyList<string> Shared,
    IReadOnlyList<string> Ignore,
    IReadOnlyList<string> Providers)
{
    private const string Examples = "examples";

    /// <summary>
    /// The path pattern of the variable files, such as <c>vars/{environment}.tfvars</c>, if all projects use the same
    /// one.
    /// </summary>
    public string? VariableFile { get; init; }

    /// <summary>Whether variable files are named after environments, but in more than one way.</summary>
    public bool HasOtherVariableFiles { get; init; }

    /// <summary>Whether it uses Terragrunt.</summary>
    public bool HasUnits { get; init; }

    /// <summary>Whether nothing in the repository names an environment.</summary>
    public bool IsGuess { get; init; }

    public static Scaffold Of(SourceTree tree)
    {
        var ignore = IgnoreOf(tree);
        var blank = EnvironmentMap.Empty with { Ignore = [.. ignore.Select(glob => new PathGlob(glob))] };
        var modules = RootModules.Visible(tree, blank);
        var graph = new ModuleGraph(modules);
        var byFolder = ScaffoldEnvironments.ByFolder(
            modules.Where(module => !graph.IsUsed(module.Path)).Select(module => module.Path));
        var projects = new ProjectMap(tree, blank with { Environments = Settings(byFolder) });
        var loose = projects.Roots
            .Where(root => !Settings(byFolder).Any(environment => environment.Holds(root, workspace: null))).ToList();
        var named = byFolder.Select(environment => environment.Name).ToList();
        var byWorkspace = ScaffoldEnvironments.ByWorkspace(loose.Where(projects.NamesWorkspaces)
            .SelectMany(projects.VariablesOf).Select(PlanTargets.WorkspaceOf).OfType<string>())
            .ExceptBy(named, environment => environment.Name).ToArray();
        var files = ScaffoldVariables.Of(loose.Where(root => !projects.NamesWorkspaces(root))
            .SelectMany(projects.VariablesOf, (root, file) => (root, file)));
        var byFile = ScaffoldVariables.Environments(files)
            .ExceptBy(named.Concat(byWorkspace.Select(environment => environment.Name)),
                environment => environment.Name).ToArray();
        IReadOnlyList<ScaffoldEnvironment> environments = byFolder.Count + byWorkspace.Length + byFile.Length > 0
            ? ScaffoldEnvironments.InOrder([.. byFolder, .. byWorkspace, .. byFile])
            : [ScaffoldEnvironments.Only(projects.Roots)];
        return new(
            [.. projects.Roots.Select(FolderPath.Shown)],
            byFolder.Count + byFile.Length > 0 && byWorkspace.Length == 0
                ? [.. loose.Except(files.Select(file => file.Root)).Select(FolderPath.Shown)] : [],
            environments,
            SharedOf(modules.Select(module => module.Path).Except(projects.Roots)),
            ignore,
            [.. modules.SelectMany(module => module.Providers).Distinct().Order(StringComparer.Ordinal)])
        {
            VariableFile = ScaffoldVariables.PatternOf(files),
            HasOtherVariableFiles = files.Count > 0 && ScaffoldVariables.PatternOf(files) is null,
            HasUnits = projects.HasUnits,
            IsGuess = byFolder.Count + byWorkspace.Length + byFile.Length == 0,
        };
    }

    /// <summary>Examples are ignored unless the repository contains nothing else.</summary>
    private static IReadOnlyList<string> IgnoreOf(SourceTree tree)
    {
        var examples = tree.Modules.Where(module => module.Path.Split('/').Contains(Examples)).ToList();
        return examples.Count > 0 && examples.Count < tree.Modules.Count ? ["**/*.md", $"**/{Examples}/**"]
            : ["**/*.md"];
    }

    /// <summary>The parent folders of modules with a recognizable name, otherwise each module itself.</summary>
    private static IReadOnlyList<string> SharedOf(IEnumerable<string> modules)
    {
        var folders = modules.Where(module => PathGlob.Mistake(module) is null).Select(module =>
        {
            var steps = module.Split('/');
            var at = Array.IndexOf(steps, "modules");
            return at < 0 ? $"{module}/**" : $"{string.Join('/', steps[..(at + 1)])}/**";
        });
        return [.. folders.Distinct().Order(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<EnvironmentSettings> Settings(IReadOnlyList<ScaffoldEnvironment> environments) =>
        [.. environments.Select(environment => new EnvironmentSettings(
            environment.Name) { Paths = [.. environment.Paths.Select(path => new PathGlob(path))] })];
}
