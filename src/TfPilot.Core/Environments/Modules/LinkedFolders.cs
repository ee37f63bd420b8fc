using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// The folders that Terraform reaches through symbolic links. Their files are read, and relative paths inside start at
/// the real folder. A link to one of its own parents, or out of the repository, is not followed.
/// </summary>
internal sealed class LinkedFolders
{
    /// <summary>Links to folders that contain links multiply; real repositories stay far below this limit.</summary>
    private const int MaxFolders = 5000;

    private readonly IReadOnlyList<FolderLink> links;
    private readonly IReadOnlyList<ModuleFolder> modules;
    private readonly List<ModuleFolder> found = [];
    private readonly List<Problem> notes = [];

    private LinkedFolders(IReadOnlyList<ModuleFolder> modules, IReadOnlyList<FolderLink> links) =>
        (this.modules, this.links) = (modules, links);

    public static (IReadOnlyList<ModuleFolder> Modules, IReadOnlyList<Problem> Notes) Of(
        IReadOnlyList<ModuleFolder> modules, IReadOnlyList<FolderLink> links)
    {
        var linked = new LinkedFolders(modules, links);
        foreach (var link in links) linked.Follow(link, link.Path, []);
        if (linked.found.Count >= MaxFolders)
            linked.notes.Add(
                new(".", $"symbolic links lead to more than {MaxFolders} folders; further links are not followed"));
        return (linked.found, linked.notes);
    }

    /// <param name="path">The path by which the link is reached; behind another link it differs from the link's own
    /// path.</param>
    /// <param name="entered">The real folders entered so far.</param>
    private void Follow(FolderLink link, string path, IReadOnlyList<string> entered)
    {
        if (found.Count >= MaxFolders) return;
        if (link.Target is not { } target)
        {
            Note(link, "leads out of the repository or to a missing target: it is not followed, and modules used " +
                "through it are unknown");
            return;
        }

        IReadOnlyList<string> followed = [.. entered, FolderPath.Of(link.Path)];
        if (followed.Any(folder => IsWithin(folder, target)))
        {
            Note(link, "forms a cycle: it is not followed");
            return;
        }

        found.AddRange(modules.Where(module => IsWithin(module.Path, target)).Select(module => module with
        {
            Path = $"{path}{module.Path[target.Length..]}",
            LinksTo = module.Path,
            Uses = [],
        }));
        foreach (var inner in links.Where(inner => IsWithin(inner.Path, target)))
            Follow(inner, $"{path}{inner.Path[target.Length..]}", [.. followed, target]);
    }

    private void Note(FolderLink link, string what)
    {
        var note = new Problem(link.Path, $"this symbolic link {what}");
        if (!notes.Contains(note)) notes.Add(note);
    }

    private static bool IsWithin(string folder, string around) =>
        around.Length == 0 || folder == around
        || (folder.StartsWith(around, StringComparison.Ordinal) && folder[around.Length] == '/');
}
