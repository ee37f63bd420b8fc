using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Delivery.Proposals;

/// <summary>A project whose state holds resources, according to its last apply.</summary>
/// <param name="Environment">In lower case.</param>
public sealed record LiveProject(string Environment, string Project, int Resources);

/// <summary>A state that still holds resources although the project's folder has no configuration.</summary>
public sealed record OrphanedState(string Environment, string Project, string Folder, int Resources)
{
    public string Label => $"{Project} ({Environment})";
}

/// <summary>Finds states that were left behind.</summary>
public static class OrphanRules
{
    /// <summary>The name of the project in the repository's root.</summary>
    private const string RootName = "root";

    /// <param name="tree">The files of the environments' branch.</param>
    public static IReadOnlyList<OrphanedState> Find(IEnumerable<LiveProject> live, GitTree tree) =>
    [
        .. live.Where(project => project.Resources > 0)
            .Select(project => new OrphanedState(
                project.Environment, project.Project, FolderOf(project.Project), project.Resources))
            .Where(state => state.Folder.Length > 0 && !HasConfiguration(state.Folder, tree))
            .OrderBy(state => state.Environment, StringComparer.Ordinal)
            .ThenBy(state => state.Project, StringComparer.Ordinal),
    ];

    /// <summary>The audit entry of the pull request that left it behind.</summary>
    public static AuditNote Note(OrphanedState state, long repository, int pull) => new(
        AuditKind.Orphan, repository, pull,
        $"left the state of {state.Label} behind, which still holds {state.Resources} resources; write " +
            $"{CommandDefinition.Mark} cleanup to destroy them")
    {
        Evidence = [new("environment", state.Environment), new("project", state.Project)],
    };

    /// <summary>Whether a destroy file asks to destroy it already.</summary>
    public static bool IsAsked(OrphanedState state, GitTree tree) => tree.HasFile(DestroyFile.PathIn(state.Folder));

    /// <summary>
    /// A project is named by its folder, and by its workspace if its environment has several, as in
    /// <c>live/web:eu</c>. The root is never reported: its folder always exists.
    /// </summary>
    public static string FolderOf(string project)
    {
        var end = project.LastIndexOf(':');
        var name = end < 0 ? project : project[..end];
        return name == RootName ? "" : FolderPath.Join("", name);
    }

    public static bool HasConfiguration(string folder, GitTree tree) => tree.FilesIn(folder)
        .Any(file => TerraformPaths.IsSource(file.Path) || TerraformPaths.IsTerragrunt(file.Path));
}
