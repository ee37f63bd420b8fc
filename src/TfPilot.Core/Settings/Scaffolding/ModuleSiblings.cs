using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Finds modules that nothing calls, by the called modules beside them.</summary>
internal static class ModuleSiblings
{
    /// <summary>From this number of called modules on, the folder above is one of modules.</summary>
    private const int MinCalled = 3;

    /// <summary>Folders with resources, without a backend or a provider, where all other folders are called.</summary>
    public static HashSet<string> Uncalled(IReadOnlyList<ModuleFolder> visible, ModuleGraph graph)
    {
        var beside = visible.Where(module => module.Path.Length > 0).ToLookup(module => FolderPath.Of(module.Path));
        return [.. visible
            .Where(module => module is { HasResources: true, HasBackend: false, HasRootMark: false, IsUnit: false }
                && PathGlob.IsExact(module.Path) && !graph.IsUsed(module.Path)
                && beside[FolderPath.Of(module.Path)].Where(other => other.Path != module.Path).ToList() is var others
                && others.Count >= MinCalled && others.TrueForAll(other => graph.IsUsed(other.Path)))
            .Select(module => module.Path)];
    }
}
