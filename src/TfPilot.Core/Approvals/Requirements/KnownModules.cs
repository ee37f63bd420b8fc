using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>The folders that are modules, as far as plans and changed paths tell, and those of them that are gone.</summary>
internal sealed class KnownModules
{
    private readonly HashSet<string> modules;
    private readonly HashSet<string> gone;

    public KnownModules(IReadOnlyList<AffectedPath> touched, IReadOnlyList<JudgedProject> projects)
    {
        var sources = touched.Where(MakesModule).ToLookup(touch => touch.Path.Folder);
        modules = [.. projects.SelectMany(project => project.Evidence.Folders)];
        gone = [.. sources.Where(folder => !modules.Contains(folder.Key) && folder.All(touch => !touch.IsThere)).Select(folder => folder.Key)];
        modules.UnionWith(sources.Select(folder => folder.Key));
    }

    /// <summary>Whether its folder is a module of an environment, or may be one; what happens to a shared one its users show.</summary>
    public static bool MakesModule(AffectedPath touch) => touch.IsSource && touch.Kind != TouchKind.Shared;

    /// <summary>The nearest module at or above the file; null when none is known.</summary>
    public string? Of(AffectedPath touch) => FolderPath.Upwards(touch.Path.Folder).FirstOrDefault(modules.Contains);

    /// <summary>The file's module, when all of its configuration that changed was removed and no plan is of it; else null.</summary>
    public string? DeletedModuleOf(AffectedPath touch) => Of(touch) is { } module && gone.Contains(module) ? module : null;
}

/// <summary>Which changed paths some plans show.</summary>
internal sealed class CoveredPaths(KnownModules known, IReadOnlyList<JudgedProject> projects)
{
    private readonly HashSet<string> folders = [.. projects.SelectMany(project => project.Evidence.Folders)];
    private readonly HashSet<string> unknown = [.. projects.Where(project => !project.Evidence.HasSources).Select(project => project.Evidence.Folder)];
    private readonly FoldersAround around = new(projects.Select(project => project.Evidence.Folder));
    private readonly FoldersAround aroundFolders = new(projects.SelectMany(project => project.Evidence.Folders));

    /// <summary>
    /// Whether the file's module is planned or called. Of a project without sources everything below may be a part, but for what is removed and
    /// what is read only beside a plan. Values that lie above all modules are for those below.
    /// </summary>
    public bool Contains(AffectedPath touch)
    {
        // For git a symbolic link to a folder, or a submodule, is one path.
        if (aroundFolders.Contains(touch.Path)) return true;
        var folder = touch.Path.Folder;
        if (known.Of(touch) is not { } module) return touch.IsTerraform && around.Contains(folder);
        if (touch.IsReadBesideThePlan) return folders.Contains(folder);
        return folders.Contains(module) || ((touch.IsThere || !KnownModules.MakesModule(touch)) && FolderPath.Upwards(module).Any(unknown.Contains));
    }
}
