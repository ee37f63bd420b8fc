using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>The usage graph of folders: local module sources, links and Terragrunt dependencies.</summary>
internal sealed class ModuleGraph
{
    private readonly ILookup<string, string> users;
    private readonly ILookup<string, string> uses;
    private readonly IReadOnlyList<string> usersOfAnything;
    private readonly IReadOnlyDictionary<string, string> links;
    private readonly HashSet<string> used;
    private readonly ILookup<string, string> usedBelow;

    public ModuleGraph(IReadOnlyList<ModuleFolder> modules)
    {
        links = modules.Where(module => module.LinksTo is not null)
            .ToDictionary(module => module.Path, module => module.LinksTo!);
        var direct = modules.SelectMany(module => module.Uses, (module, used) => (User: module.Path, Used: used))
            .ToList();
        users = direct.Concat(links.Select(link => (User: link.Key, Used: link.Value)))
            .ToLookup(use => use.Used, use => use.User);
        uses = direct.Concat(links.Select(link => (User: link.Key, Used: link.Value)))
            .ToLookup(use => use.User, use => use.Used);
        usersOfAnything = [.. modules.Where(module => module.UsesUnknown).Select(module => module.Path)];
        used = [.. direct.Select(use => RealOf(use.Used))];
        usedBelow = direct.Select(use => use.Used).Distinct()
            .SelectMany(FolderPath.SelfAndAncestors, (used, above) => (used, above))
            .ToLookup(pair => pair.above, pair => pair.used);
    }

    /// <summary>Whether another folder uses it; a mere link to it does not count.</summary>
    public bool IsUsed(string folder) => used.Contains(RealOf(folder));

    /// <summary>The used paths at or below this one, whether they exist or not.</summary>
    public IEnumerable<string> UsedBelow(string path) => usedBelow[path];

    /// <summary>The folder itself and all direct and indirect users.</summary>
    public IReadOnlySet<string> UsersOf(string folder) => UsersOf([folder]);

    public IReadOnlySet<string> UsersOf(IEnumerable<string> folders)
    {
        var found = new HashSet<string>(folders);
        var queue = new Queue<string>(found);
        while (queue.TryDequeue(out var used))
        {
            foreach (var user in users[used].Where(found.Add)) queue.Enqueue(user);
        }

        return found;
    }

    /// <summary>The folder itself and all that it uses, directly or indirectly.</summary>
    public IReadOnlySet<string> UsedBy(string folder)
    {
        var found = new HashSet<string> { folder };
        var queue = new Queue<string>(found);
        while (queue.TryDequeue(out var user))
        {
            foreach (var next in uses[user].Select(RealOf).Where(found.Add)) queue.Enqueue(next);
        }

        return found;
    }

    /// <summary>
    /// Like <see cref="UsersOf"/>, plus the folders whose sources are expressions and may refer to this folder.
    /// </summary>
    public IReadOnlySet<string> PossibleUsersOf(string folder) =>
        UsersOf(usersOfAnything.Append(folder));

    private string RealOf(string folder) => links.GetValueOrDefault(folder, folder);
}
