using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Says which kinds of layout were recognized, and what they leave open.</summary>
internal static class ScaffoldLayout
{
    private static readonly (FolderEvidence Evidence, string Phrase)[] Folders =
    [
        (FolderEvidence.Name, "a folder per environment"),
        (FolderEvidence.Account, "a folder per account"),
        (FolderEvidence.Stage, "numbered stages"),
    ];

    public static IReadOnlyList<string> Of(
        IEnumerable<FolderEnvironment> named, IReadOnlyList<EnvironmentFile> files,
        IReadOnlyList<ScaffoldEnvironment> environments, ProjectMap projects, bool isModuleRepository)
    {
        var evidence = named.Select(one => one.Evidence).ToHashSet();
        (bool Holds, string Phrase)[] all =
        [
            (isModuleRepository, "a module repository: no backend, no environment"),
            .. Folders.Select(one => (evidence.Contains(one.Evidence), one.Phrase)),
            (files.Any(file => file is { IsBackend: false, Environment: not null }),
                "files of variables per environment"),
            (files.Any(file => file.IsBackend), "backend configuration per environment"),
            (environments.Any(environment => environment.Workspaces.Count > 0), "a workspace per environment"),
            (projects.HasUnits, "Terragrunt units"),
            (!isModuleRepository && projects.Roots.Count == 1, "one project"),
        ];
        return [.. all.Where(one => one.Holds).Select(one => one.Phrase)
            .DefaultIfEmpty("projects without environments")];
    }

    public static IReadOnlyList<string> LeftToDo(
        IReadOnlyList<EnvironmentFile> files, IReadOnlyList<ScaffoldEnvironment> environments, ProjectMap projects,
        RepositoryMarks marks)
    {
        var whose = marks.SelectsWorkspaces ? "what a workflow selects names no project" : "nothing names them";
        var backends = files.Where(file => file.IsBackend).Select(file => (file.Root, file.Environment)).ToHashSet();
        var several = environments.Where(environment => environment.Workspaces.Count == 0)
            .SelectMany(environment => files.Where(file => file.Environment == environment.Name),
                (environment, file) => (file.Root, environment.Name))
            .Distinct().Where(one => !backends.Contains(one) && !backends.Contains((one.Root, null)))
            .GroupBy(one => one.Root).Where(root => root.Count() > 1).Select(root => root.Key).ToList();
        var workspaces = projects.Roots.Where(projects.NamesWorkspaces)
            .Where(root => !environments.Any(environment => environment.Workspaces.Count > 0
                && environment.Paths.Any(path => new PathGlob(path).Matches(root)))).ToList();
        return
        [
            .. several.Count == 0 ? Array.Empty<string>()
                : [$"{Some(several)}: planned for several environments from one folder, and no file says which state " +
                    "each has. Set backend_config or workspaces of the environments."],
            .. workspaces.Count == 0 ? Array.Empty<string>()
                : [$"{Some(workspaces)}: the configuration uses workspaces, and {whose}. Set workspaces of the " +
                    "environments, by name or such as \"${folder}-prod\"."],
        ];
    }

    public const string OnlyExamples = "everything is in folders of examples, samples or tests, taken for projects " +
        "because there is nothing else. Add those that are not deployed to ignore.";

    /// <param name="folders">Folders with resources that no plan includes.</param>
    public static IReadOnlyList<string> NotPlanned(List<string> folders) => folders.Count == 0 ? []
        : [$"{Some([.. folders.Order(StringComparer.Ordinal)])}: resources that nothing calls, without a backend, a " +
            "provider or an environment. They are not planned; a change there needs the approvals of the strictest " +
            "environment. Add the paths to an environment to plan them, or to ignore."];

    private static string Some(List<string> roots) =>
        $"{FolderPath.DisplayName(roots[0])}{(roots.Count > 1 ? $" and {roots.Count - 1} more" : "")}";
}
