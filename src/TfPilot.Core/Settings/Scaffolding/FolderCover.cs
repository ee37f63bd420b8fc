using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>The shortest patterns that match some projects and no others.</summary>
internal sealed class FolderCover(IReadOnlyList<string> all)
{
    /// <summary>From this number of folders on, a pattern of their common name is easier to read.</summary>
    private const int MaxFolders = 3;

    /// <param name="wanted">The projects to match.</param>
    public IReadOnlyList<string> Of(IReadOnlySet<string> wanted) => [.. Below("", wanted, isNamed: false)];

    /// <param name="folders">The folders that name an environment; each pattern begins there.</param>
    /// <param name="name">The name of these folders.</param>
    public IReadOnlyList<string> Of(IReadOnlySet<string> wanted, IReadOnlyList<string> folders, string name)
    {
        var glob = new PathGlob($"**/{name}/**");
        if (folders.Count > MaxFolders && folders.All(folder => folder.Split('/')[^1] == name)
            && all.All(project => glob.Matches(project) == wanted.Contains(project))) return [glob.Pattern];
        return [.. folders.SelectMany(folder => Below(folder, wanted, isNamed: true)).Distinct()];
    }

    private IEnumerable<string> Below(string folder, IReadOnlySet<string> wanted, bool isNamed)
    {
        var below = all.Where(project => FolderPath.IsAtOrBelow(project, folder)).ToList();
        var found = below.FindAll(wanted.Contains);
        if (found.Count == 0) return [];
        var isWhole = found.Count == below.Count;
        if (folder.Length == 0 && isWhole && found.Contains("")) return ["**"];
        if (folder.Length > 0 && isWhole && (isNamed || found.Count > 1 || found[0] == folder))
            return [$"{PathGlob.Exactly(folder)}/**"];
        var next = found.Where(project => project != folder)
            .Select(project => project[..EndOfStep(project, folder)]).Distinct();
        return [.. found.Contains(folder) ? [folder.Length == 0 ? "." : PathGlob.Exactly(folder).Pattern]
            : Array.Empty<string>(), .. next.SelectMany(child => Below(child, wanted, isNamed: false))];
    }

    private static int EndOfStep(string project, string folder) =>
        project.IndexOf('/', folder.Length == 0 ? 0 : folder.Length + 1) is var end and >= 0 ? end : project.Length;
}
