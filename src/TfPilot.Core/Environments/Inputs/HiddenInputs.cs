using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Environments;

/// <summary>
/// Which folders of a commit decide what a plan does where the plan hides it: the project's own, those of its local modules, and those of the files
/// that they read. Where a path cannot be known, it is the whole repository.
/// </summary>
public sealed class HiddenInputs
{
    private const int MaxFolders = 500;
    private const string Whole = ".";

    private readonly GitTree tree;
    private readonly string project;
    private readonly HashSet<string> modules = new(StringComparer.Ordinal);
    private readonly HashSet<string> reads = new(StringComparer.Ordinal);
    private readonly Queue<string> next = new();
    private bool isKnown = true;

    /// <param name="project">The project's folder from the repository's root.</param>
    /// <param name="named">Further folders, by whoever made the plan.</param>
    public HiddenInputs(GitTree tree, string project, IEnumerable<string> named)
    {
        (this.tree, this.project) = (tree, FolderPath.Join(project, ""));
        AddModule(this.project);
        foreach (var folder in named) Add(FolderPath.Join("", folder), isCertain: true);
    }

    /// <summary>A folder whose configuration has to be read next; null when all is known that can be.</summary>
    public string? Next => isKnown && next.TryPeek(out var folder) ? folder : null;

    /// <summary>What the configuration of <see cref="Next"/> reads.</summary>
    public void Learn(FolderReads found)
    {
        var folder = next.Dequeue();
        isKnown &= found.IsKnown;
        foreach (var module in found.Modules) AddModule(FolderPath.Join(folder, module));
        foreach (var path in found.FromFolder) Add(FolderPath.Join(folder, path.Path), path.IsCertain);
        foreach (var path in found.FromRoot) Add(FolderPath.Join(project, path.Path), path.IsCertain);
    }

    /// <summary>The folders with their ids, once nothing is <see cref="Next"/>.</summary>
    public IReadOnlyList<TreeId> Trees
    {
        get
        {
            var beside = reads.Where(folder => !FolderPath.Upwards(folder).Any(modules.Contains));
            var folders = modules.Concat(beside).Order(StringComparer.Ordinal).ToList();
            return !isKnown || reads.Contains("") || folders.Exists(tree.HasLinks) ? [new(Whole, tree.IdOf("")!)]
                : [.. folders.Select(folder => new TreeId(FolderPath.Shown(folder), tree.IdOf(folder)!))];
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

    /// <summary>The folder itself, else the nearest one above: what is no file of the commit is made there, or meant by a pattern.</summary>
    private string Nearest(string path)
    {
        while (tree.IdOf(path) is null) path = FolderPath.Of(path);
        return path;
    }
}
