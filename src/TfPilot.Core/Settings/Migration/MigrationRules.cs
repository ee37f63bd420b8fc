using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Makes first settings of another tool's file: its projects decide what the environments are.</summary>
public static class MigrationRules
{
    /// <summary>The environment of projects whose folder, workspace, name and workflow name none.</summary>
    private const string Otherwise = "prod";

    /// <param name="found">What the repository itself looks like; kept where the file says nothing.</param>
    public static Scaffold Apply(Scaffold found, Migration migration)
    {
        if (migration.Projects.Count == 0)
            return found with { LeftToDo = [.. found.LeftToDo, .. migration.Unmatched] };
        var folders = new EnvironmentFolders(migration.Projects.Select(project => project.Folder));
        var environments = migration.Projects.GroupBy(project => NameOf(project, folders))
            .Select(same => Environment(same.Key, [.. same])).ToList();
        var hasProduction = environments.Exists(environment => environment.IsNamedProduction);
        var watched = migration.Projects.SelectMany(project => project.Watched).Where(pattern =>
            !migration.Projects.Any(project => new PathGlob(pattern).Matches(project.Folder)));
        var map = new EnvironmentMap(ScaffoldEnvironments.Settings(environments), [], []);
        return found with
        {
            Environments = [.. environments.Select(environment => environment with
            { IsStrict = !hasProduction || environment.MayBeProduction })
                .OrderBy(environment => EnvironmentFolders.RankOf(environment.Name) ?? 0)
                .ThenBy(environment => environment.Name, StringComparer.Ordinal)],
            Layout = ["as the other tool's file says"],
            Shared = [.. found.Shared.Where(shared => shared != "**").Concat(watched).Distinct()],
            Unclaimed = [.. found.Projects.Where(project => !map.Claiming(FolderPath.Join("", project)).Any())],
            LeftToDo = migration.Unmatched,
            IsGuess = false,
            IsModuleRepository = false,
            HasNoProduction = !hasProduction,
        };
    }

    private static ScaffoldEnvironment Environment(string name, IReadOnlyList<MigratedProject> projects)
    {
        IReadOnlyList<string> folders = [.. projects.Select(project => project.Folder).Distinct()];
        return new(name, [.. folders.Select(folder => folder.Length == 0 ? "." : $"{PathGlob.Exactly(folder)}/**")])
        {
            Workspaces = [.. projects.Select(project => project.Workspace).OfType<string>()
                .Select(workspace => Glob.Exactly(workspace).Pattern).Distinct()],
            VarFiles = [.. projects.SelectMany(project => project.VarFiles).Distinct()],
            BackendConfig = [.. projects.SelectMany(project => project.BackendConfig).Distinct()],
            Projects = [.. folders.Select(FolderPath.DisplayName)],
            Evidence = $"projects {string.Join(", ", projects.Select(NameOf).Distinct().Take(3))}" +
                (projects.Count > 3 ? " and more" : ""),
        };
    }

    private static string NameOf(MigratedProject project) => project.Name ?? FolderPath.DisplayName(project.Folder);

    private static string NameOf(MigratedProject project, EnvironmentFolders folders) =>
        folders.Of(project.Folder)?.Name
        ?? new[] { project.Workspace, project.Name, project.Workflow }.OfType<string>()
            .Where(EnvironmentFolders.IsValid).Select(StageWord.In).OfType<StageWord>()
            .Select(word => word.Text).FirstOrDefault()
        ?? Otherwise;
}
