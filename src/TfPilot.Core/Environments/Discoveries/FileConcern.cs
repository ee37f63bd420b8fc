using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>What the change of one file means.</summary>
internal abstract record FileConcern
{
    private FileConcern() { }

    /// <summary>These root modules must be planned.</summary>
    public sealed record Plans(IReadOnlyList<string> Roots, PlanReason Reason) : FileConcern;

    /// <summary>A module that no project uses.</summary>
    public sealed record UnusedModule(string Folder) : FileConcern;

    /// <summary>It concerns Terraform, and no project has it.</summary>
    public sealed record Unmapped : FileConcern;

    public sealed record Nothing : FileConcern;

    public static FileConcern Of(string path, ProjectMap projects, EnvironmentMap map)
    {
        if (IsSettings(path)) return new Plans(projects.Roots, new(PlanReasonKind.Settings, path));
        if (map.IsIgnored(path)) return new Nothing();
        var folder = FolderPath.Of(path);
        // The configuration of a folder that has none any more was a module of its own, whatever lies around it.
        var module = TerraformPaths.IsSource(path) ? folder : projects.ModuleOf(folder);
        if (map.IsShared(path) && (module is null || !map.IsShared(module))) return new Plans(projects.Roots, new(PlanReasonKind.Shared, path));
        return module is null ? Loose(path, folder, projects) : InModule(path, module, projects, map);
    }

    /// <summary>Values that lie above projects are for those below.</summary>
    private static FileConcern Loose(string path, string folder, ProjectMap projects) =>
        !TerraformPaths.IsTerraform(path) ? new Nothing()
        : projects.RootsBelow(folder).ToList() is { Count: > 0 } below ? new Plans(below, ReasonOf(path))
        : new Unmapped();

    private static FileConcern InModule(string path, string module, ProjectMap projects, EnvironmentMap map)
    {
        var roots = projects.RootsOf(module).ToList();
        return roots.Count > 0 ? new Plans(roots, projects.Roots.Contains(module) ? ReasonOf(path) : new(PlanReasonKind.Module, FolderPath.Shown(module)))
            : !projects.IsModule(module) ? new Nothing()
            : map.IsShared(module) ? new UnusedModule(module)
            : new Unmapped();
    }

    private static PlanReason ReasonOf(string path) => new(TerraformPaths.IsVariables(path) ? PlanReasonKind.Variables : PlanReasonKind.File, path);

    private static bool IsSettings(string path) => path == ".tfpilot.yml" || path.StartsWith(".tfpilot/", StringComparison.Ordinal);
}
