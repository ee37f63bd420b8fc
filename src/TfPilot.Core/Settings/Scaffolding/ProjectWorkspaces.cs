using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>A workspace of a project, and the environment that it is.</summary>
internal sealed record ProjectWorkspace(string Root, string Environment, string Workspace);

/// <summary>Gives the workspaces that workflows select to projects and environments.</summary>
internal static class ProjectWorkspaces
{
    /// <param name="unclaimed">The projects without an environment by their folder.</param>
    /// <returns>
    /// Where a project has files of variables per environment, a workspace belongs to one of these; otherwise it is an
    /// environment.
    /// </returns>
    public static IReadOnlyList<ProjectWorkspace> Of(IReadOnlyList<WorkflowWorkspace> found,
        IReadOnlyList<string> unclaimed, ProjectMap projects, IReadOnlyList<EnvironmentFile> files) =>
        [.. unclaimed.SelectMany(root => Names(root, found, unclaimed, projects),
            (root, name) => EnvironmentOf(name, [.. files.Where(file => file.Root == root)
                .Select(file => file.Environment).OfType<string>().Distinct()]) is { } environment
                ? new ProjectWorkspace(root, environment, name) : null).OfType<ProjectWorkspace>()];

    /// <summary>Those of its folder, or else those that are not of some project's folder.</summary>
    private static IEnumerable<string> Names(string root, IReadOnlyList<WorkflowWorkspace> found,
        IReadOnlyList<string> unclaimed, ProjectMap projects)
    {
        var own = found.Where(one => FolderOf(one) == root).ToList();
        var mayBeAny = projects.NamesWorkspaces(root) || projects.Roots.Count == 1;
        if (own.Count > 0 || !mayBeAny) return own.Select(one => one.Name).Distinct();
        // Where several projects use workspaces, billing-dev is probably one of a single project.
        var isAlone = projects.Roots.Count == 1 || projects.Roots.Count(projects.NamesWorkspaces) == 1;
        return found.Where(one => !projects.Roots.Contains(FolderOf(one) ?? "?")).Select(one => one.Name)
            .Where(name => isAlone || EnvironmentStages.IsExactly(name)).Distinct();
    }

    private static string? FolderOf(WorkflowWorkspace workspace) =>
        workspace.Folder is { } folder ? FolderPath.Join("", folder.TrimEnd('/')) : null;

    private static string? EnvironmentOf(string workspace, IReadOnlyList<string> environments)
    {
        if (environments.Count == 0 || environments.Contains(workspace)) return workspace;
        var stage = EnvironmentStages.Of(workspace);
        return stage is not null && environments.Where(name => EnvironmentStages.Of(name) == stage).ToList()
            is [var single] ? single : null;
    }
}
