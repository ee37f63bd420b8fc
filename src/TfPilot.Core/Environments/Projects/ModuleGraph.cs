namespace TfPilot.Core.Environments;

/// <summary>Which folders use which, through local module sources.</summary>
internal sealed class ModuleGraph
{
    private readonly ILookup<string, string> users;
    private readonly IReadOnlyList<string> usersOfAnything;

    public ModuleGraph(IReadOnlyList<ModuleFolder> modules)
    {
        users = modules.SelectMany(module => module.Uses, (module, used) => (module.Path, used)).ToLookup(use => use.used, use => use.Path);
        usersOfAnything = [.. modules.Where(module => module.UsesUnknown).Select(module => module.Path)];
    }

    public bool IsUsed(string folder) => users.Contains(folder);

    /// <summary>The folder itself, all that use it, and all that use those.</summary>
    public IReadOnlySet<string> UsersOf(string folder)
    {
        var found = new HashSet<string> { folder };
        var queue = new Queue<string>(found);
        while (queue.TryDequeue(out var used))
        {
            foreach (var user in users[used].Where(found.Add)) queue.Enqueue(user);
        }

        return found;
    }

    /// <summary>Like <see cref="UsersOf"/>, with those whose sources are expressions and may name the folder.</summary>
    public IReadOnlySet<string> PossibleUsersOf(string folder) =>
        new HashSet<string>(usersOfAnything.Append(folder).SelectMany(UsersOf));
}
