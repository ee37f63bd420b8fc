using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Environments;

/// <summary>
/// Finds the folders of a commit that affect a plan without being visible in it: the project's own folder, those of its
/// local modules, and those of the files they read. If a path cannot be determined, it is the whole repository.
/// </summary>
public sealed class HiddenInputs
{
    private const int MaxFolders = 500;
    private const string Whole = ".";

    private readonly GitTree tree;
    private readonly string project;
    private readonly HashSet<string> modules = new(StringComparer.Ordinal);
    private readonly HashSet<string> reads = new(StringComparer.Ordinal);
    private readonly HashSet<string> files = new(StringComparer.Ordinal);
    private readonly Queue<string> next = new();
    private bool isKnown = true;

    /// <param name="project">The project's folder, relative to the repository root.</param>
    /// <param name="named">Additional folders, and files such as those of variables, reported by the job that made the
    /// plan.</param>
    public HiddenInputs(GitTree tree, string project, IEnumerable<string> named)
    {
        (this.tree, this.project) = (tree, FolderPath.Join(project, ""));
        AddModule(this.project);
        foreach (var path in named.Select(path => FolderPath.Join("", path)))
        {
            if (tree.FileIdOf(path) is null) Add(path, isCertain: true);
            else if (files.Count < MaxFolders) files.Add(path);
            else isKnown = false;
        }
    }

    /// <summary>The next folder whose configuration must be read; null when nothing is left to read.</summary>
    public string? Next => isKnown && next.TryPeek(out var folder) ? folder : null;

    /// <summary>Records what the configuration of <see cref="Next"/> reads.</summary>
    public void Add(FolderReads found)
    {
        var folder = next.Dequeue();
        isKnown &= found.IsKnown;
        foreach (var module in found.Modules) AddModule(FolderPath.Join(folder, module));
        foreach (var path in found.FromFolder) Add(FolderPath.Join(folder, path.Path), path.IsCertain);
        foreach (var path in found.FromRoot) Add(FolderPath.Join(project, path.Path), path.IsCertain);
    }

    /// <summary>The folders and files with their ids; complete once <see cref="Next"/> is null.</summary>
    public IReadOnlyList<TreeId> Trees
    {
        get
        {
            var beside = reads.Where(folder => !FolderPath.SelfAndAncestors(folder).Any(modules.Contains));
            var folders = modules.Concat(beside).ToList();
            if (!isKnown || reads.Contains("") || folders.Exists(tree.HasLinks)) return [new(Whole, tree.IdOf("")!)];
            var own = files.Where(file => !FolderPath.SelfAndAncestors(FolderPath.Of(file)).Any(folders.Contains));
            return [.. folders.Select(folder => new TreeId(FolderPath.DisplayName(folder), tree.IdOf(folder)!))
                .Concat(own.Select(file => new TreeId(file, tree.FileIdOf(file)!)))
                .OrderBy(input => input.Path, StringComparer.Ordinal)];
        }
    }

    private void AddModule(string folder)
    {
        if (modules.Contains(folder)) return;
        if (tree.IdOf(folder) is null || modules.Count >= MaxFolders) isKnown = false;
        else if (modules.Add(folder)) next.Enqueue(folder);
    }

    private void Add(string path, bool isCertain)
    {
        var isThere = tree.IdOf(path) is not null || tree.HasFile(path);
        if (path.Split('/')[0] == ".." || (isCertain && !isThere) || reads.Count >= MaxFolders) isKnown = false;
        else reads.Add(Nearest(path));
    }

    /// <summary>
    /// The folder itself, or its nearest existing parent; a missing path is generated at run time or is a pattern.
    /// </summary>
    private string Nearest(string path)
    {
        while (tree.IdOf(path) is null) path = FolderPath.Of(path);
        return path;
    }
}
