using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// The folders that are reached through symbolic links, as Terraform reaches them: what lies there is read, and its own relative paths begin at
/// the real folder. A link into a folder around itself, or out of the repository, is not followed.
/// </summary>
internal sealed class LinkedFolders
{
    /// <summary>Links to folders of links multiply; nobody writes so many by hand.</summary>
    private const int MaxFolders = 5000;

    private readonly IReadOnlyList<FolderLink> links;
    private readonly IReadOnlyList<ModuleFolder> modules;
    private readonly List<ModuleFolder> found = [];
    private readonly List<Problem> notes = [];

    private LinkedFolders(IReadOnlyList<ModuleFolder> modules, IReadOnlyList<FolderLink> links) => (this.modules, this.links) = (modules, links);

    public static (IReadOnlyList<ModuleFolder> Modules, IReadOnlyList<Problem> Notes) Of(IReadOnlyList<ModuleFolder> modules, IReadOnlyList<FolderLink> links)
    {
        var linked = new LinkedFolders(modules, links);
        foreach (var link in links) linked.Follow(link, link.Path, []);
        if (linked.found.Count >= MaxFolders) linked.notes.Add(new(".", $"symbolic links make more than {MaxFolders} folders; further ones are not followed"));
        return (linked.found, linked.notes);
    }

    /// <param name="path">Where the link is reached, which differs from its own path behind another link.</param>
    /// <param name="entered">The real folders on the way here.</param>
    private void Follow(FolderLink link, string path, IReadOnlyList<string> entered)
    {
        if (found.Count >= MaxFolders) return;
        if (link.Target is not { } target)
        {
            Note(link, "leads out of the repository, or nowhere: it is not followed, and what is used through it is not known");
            return;
        }

        IReadOnlyList<string> way = [.. entered, FolderPath.Of(link.Path)];
        if (way.Any(folder => IsWithin(folder, target)))
        {
            Note(link, "leads in a circle: it is not followed");
            return;
        }

        found.AddRange(modules.Where(module => IsWithin(module.Path, target)).Select(module => module with
        {
            Path = $"{path}{module.Path[target.Length..]}",
            LinksTo = module.Path,
            Uses = [],
        }));
        foreach (var inner in links.Where(inner => IsWithin(inner.Path, target))) Follow(inner, $"{path}{inner.Path[target.Length..]}", [.. way, target]);
    }

    private void Note(FolderLink link, string what)
    {
        var note = new Problem(link.Path, $"this symbolic link {what}");
        if (!notes.Contains(note)) notes.Add(note);
    }

    private static bool IsWithin(string folder, string around) =>
        around.Length == 0 || folder == around || (folder.StartsWith(around, StringComparison.Ordinal) && folder[around.Length] == '/');
}
