using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>The module folders known from plans and changed paths, and which of them were removed.</summary>
internal sealed class KnownModules
{
    private readonly HashSet<string> modules;
    private readonly HashSet<string> gone;

    public KnownModules(IReadOnlyList<AffectedPath> affected, IReadOnlyList<JudgedProject> projects)
    {
        var sources = affected.Where(MakesModule).ToLookup(touch => touch.Path.Folder);
        modules = [.. projects.SelectMany(project => project.Evidence.Folders)];
        gone = [.. sources.Where(folder => !modules.Contains(folder.Key) && folder.All(touch => !touch.IsThere))
            .Select(folder => folder.Key)];
        modules.UnionWith(sources.Select(folder => folder.Key));
    }

    /// <summary>
    /// Whether its folder is, or may be, a module of an environment. Shared modules are covered by the plans that use
    /// them.
    /// </summary>
    public static bool MakesModule(AffectedPath touch) => touch.IsSource && touch.Kind != TouchKind.Shared;

    /// <summary>The nearest module at or above the file; null when none is known.</summary>
    public string? Of(AffectedPath touch) =>
        FolderPath.SelfAndAncestors(touch.Path.Folder).FirstOrDefault(modules.Contains);

    /// <summary>
    /// The file's module if all of its changed configuration was removed and no plan covers it; otherwise null.
    /// </summary>
    public string? DeletedModuleOf(AffectedPath touch) =>
        Of(touch) is { } module && gone.Contains(module) ? module : null;
}

/// <summary>The changed paths that a set of plans covers.</summary>
internal sealed class CoveredPaths(KnownModules known, IReadOnlyList<JudgedProject> projects)
{
    private readonly HashSet<string> folders = [.. projects.SelectMany(project => project.Evidence.Folders)];
    private readonly HashSet<string> unknown = [.. projects.Where(project => !project.Evidence.HasSources)
        .Select(project => project.Evidence.Folder)];
    private readonly FoldersAround around = new(projects.Select(project => project.Evidence.Folder));
    private readonly FoldersAround aroundFolders = new(projects.SelectMany(project => project.Evidence.Folders));

    /// <summary>
    /// Whether the file's module is planned or called. Without sources, every folder below a project may be part of it,
    /// except for removed files and files that Terraform reads only beside the plan. Values above all modules apply to
    /// the modules below.
    /// </summary>
    public bool Contains(AffectedPath touch)
    {
        // Git stores a symbolic link to a folder, or a submodule, as one path.
        if (aroundFolders.Contains(touch.Path)) return true;
        var folder = touch.Path.Folder;
        if (known.Of(touch) is not { } module) return touch.IsTerraform && around.Contains(folder);
        if (touch.IsReadBesideThePlan) return folders.Contains(folder);
        return folders.Contains(module)
            || ((touch.IsThere || !KnownModules.MakesModule(touch))
                && FolderPath.SelfAndAncestors(module).Any(unknown.Contains));
    }
}
