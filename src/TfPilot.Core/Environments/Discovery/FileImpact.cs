using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>What the change of one file affects.</summary>
internal abstract record FileImpact
{
    private FileImpact() { }

    /// <summary>These root modules need a plan.</summary>
    public sealed record Plans(IReadOnlyList<string> Roots, PlanReason Reason) : FileImpact;

    /// <summary>The file belongs to a module that no project uses.</summary>
    public sealed record UnusedModule(string Folder) : FileImpact;

    /// <summary>A Terraform file that belongs to no project.</summary>
    public sealed record Unmapped : FileImpact;

    public sealed record Nothing : FileImpact;

    /// <summary>All effects of the file: it may belong to one project and be read by others.</summary>
    public static IReadOnlyList<FileImpact> Of(string path, ProjectMap projects, EnvironmentMap map)
    {
        if (SettingsPath.Is(path)) return [new Plans(projects.Roots, new(PlanReasonKind.Settings, path))];
        if (map.IsIgnored(path)) return [new Nothing()];
        List<string> readers = [.. projects.ReadersOf(path).Union(projects.RootsVersionedBy(path))];
        var own = OfPlace(path, isRead: readers.Count > 0, projects, map);
        if (projects.MakesUnknownUnits(path)) own = [.. own, new Unmapped()];
        return readers.Count == 0 ? own
            : [.. own.Where(concern => concern is Plans), new Plans(readers, GivenFiles.ReasonOf(path))];
    }

    private static IReadOnlyList<FileImpact> OfPlace(string path, bool isRead, ProjectMap projects, EnvironmentMap map)
    {
        // Git stores a link or a submodule as one path.
        if (projects.IsUsedFolder(path))
            return [new Plans([.. projects.RootsThrough(path)], new(PlanReasonKind.Module, path))];
        var folder = TerraformPaths.MadeBelow(path) ?? FolderPath.Of(path);
        if (isRead && TerraformPaths.IsTerragrunt(path) && !projects.IsModule(folder)) return [new Nothing()];
        // A folder that lost its configuration was a module of its own, regardless of the folders around it.
        var module = TerraformPaths.IsSource(path)
            || (TerraformPaths.IsTerragrunt(path) && !projects.RootsBelow(folder).Any()) ? folder
            : projects.ModuleOf(folder);
        if (isRead && TerraformPaths.IsConfiguration(path) && module is null && !projects.PossibleReaders.Any())
            return [new Nothing()];
        if (map.IsShared(path) && (module is null || !map.IsShared(module)))
            return [new Plans(projects.Roots, new(PlanReasonKind.Shared, path))];
        return module is null ? Unassigned(path, folder, isRead, projects, map) : InModule(path, module, projects, map);
    }

    /// <summary>
    /// A file inside an environment's paths may be read by any project there. Values above projects apply to the
    /// projects below. A Terragrunt file without known readers may be read by any project.
    /// </summary>
    private static IReadOnlyList<FileImpact> Unassigned(
        string path, string folder, bool isRead, ProjectMap projects, EnvironmentMap map)
    {
        if (!TerraformPaths.IsTerraform(path)) return [map.Claiming(folder).Any() ? new Unmapped() : new Nothing()];
        var possible = isRead || !TerraformPaths.IsConfiguration(path) ? [] : projects.PossibleReaders.ToList();
        var plans = new Plans([.. projects.RootsBelow(folder).Concat(possible).Distinct()], GivenFiles.ReasonOf(path));
        return plans.Roots.Count == 0 ? [new Unmapped()] : possible.Count == 0 ? [plans] : [plans, new Unmapped()];
    }

    private static List<FileImpact> InModule(string path, string module, ProjectMap projects, EnvironmentMap map)
    {
        var concerns = new List<FileImpact>();
        var roots = projects.RootsOf(module).ToList();
        if (roots.Count == 0)
            concerns.Add(!projects.IsModule(module) ? new Nothing() : map.IsShared(module) ? new UnusedModule(module)
                : new Unmapped());
        if (roots.Contains(module)) concerns.Add(new Plans([module], GivenFiles.ReasonOf(path)));
        if (roots.FindAll(root => root != module) is { Count: > 0 } users)
            concerns.Add(new Plans(users, new(PlanReasonKind.Module, FolderPath.DisplayName(module))));
        return concerns;
    }
}
