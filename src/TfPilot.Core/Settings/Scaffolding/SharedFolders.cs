using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>The patterns of called modules: their common folder where its name says so, else each module.</summary>
internal static class SharedFolders
{
    private const string Modules = "modules";

    /// <summary>From this number of such folders on, one pattern for all is easier to read.</summary>
    private const int MaxFolders = 4;

    /// <param name="all">All folders with configuration.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> modules, IReadOnlyList<string> all)
    {
        // A pattern that matched more would hide a project.
        modules = [.. modules.Where(PathGlob.IsExact)];
        var named = modules.Where(IsInModules).Select(FolderOf).Distinct().ToList();
        var others = modules.Where(module => !IsInModules(module) && module.Length > 0).ToHashSet();
        var isOne = named.Count > MaxFolders && all.Where(IsInModules).All(modules.Contains);
        return [.. (isOne ? [$"**/{Modules}/**"] : named.Select(folder => $"{PathGlob.Exactly(folder)}/**"))
            .Concat(new FolderCover(all).Of(others)).Order(StringComparer.Ordinal)];
    }

    private static bool IsInModules(string module) => module.Split('/').Contains(Modules);

    private static string FolderOf(string module)
    {
        var steps = module.Split('/');
        return string.Join('/', steps[..(Array.IndexOf(steps, Modules) + 1)]);
    }
}
