namespace TfPilot.Core.Tests.House.Folders;

/// <summary>
/// The dependencies between the folders of a project. The files directly in a folder (<c>.</c>) and its subfolders are
/// its parts; their dependencies must have no cycles.
/// </summary>
internal sealed class FolderGraph
{
    private readonly ILookup<string, (string From, string To, FileUse Use)> levels;

    /// <param name="root">The folder of the project, such as <c>src/TfPilot.Core</c>.</param>
    public FolderGraph(string root, IEnumerable<FileUse> uses) => levels = uses
        .Where(use => IsIn(root, use.User) && IsIn(root, use.Used))
        .Select(use => Level(use))
        .Where(edge => edge.From != edge.To)
        .ToLookup(edge => edge.Folder, edge => (edge.From, edge.To, edge.Use));

    /// <summary>A shortest cycle for each folder whose parts form one, with the files of each step.</summary>
    public IEnumerable<string> Cycles() =>
        from level in levels
        orderby level.Key
        let steps = level.ToLookup(edge => edge.From, edge => edge.To)
        from cycle in Shortest(steps)
        select $"{level.Key}: {string.Join(" -> ", cycle)} -> {cycle[0]}; " +
            string.Join("; ", Enumerable.Range(0, cycle.Count)
            .Select(at => Files(
                [.. level.Where(edge => edge.From == cycle[at] && edge.To == cycle[(at + 1) % cycle.Count])])));

    private static bool IsIn(string root, string path) => path.StartsWith($"{root}/", StringComparison.Ordinal);

    /// <summary>The innermost folder that contains both files, and the part of it that each belongs to.</summary>
    private static (string Folder, string From, string To, FileUse Use) Level(FileUse use)
    {
        var (from, to) = (use.User.Split('/')[..^1], use.Used.Split('/')[..^1]);
        var depth = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
        return (string.Join('/', from[..depth]), Part(from, depth), Part(to, depth), use);
    }

    private static string Part(string[] folders, int depth) => folders.Length > depth ? folders[depth] : ".";

    private static string Files(List<(string From, string To, FileUse Use)> edges) =>
        string.Join(
            ", ", edges.Select(edge => $"{edge.Use.User} uses {edge.Use.Used}").Order(StringComparer.Ordinal).Take(3))
        + (edges.Count > 3 ? $" and {edges.Count - 3} more" : "");

    /// <summary>A shortest path from every part back to itself; each cycle is reported once.</summary>
    private static IEnumerable<List<string>> Shortest(ILookup<string, string> steps) => steps
        .Select(step => step.Key)
        .Order(StringComparer.Ordinal)
        .Select(start => ShortestCycle(start, steps))
        .OfType<List<string>>()
        .DistinctBy(cycle => string.Join('/', cycle.Order(StringComparer.Ordinal)));

    private static List<string>? ShortestCycle(string start, ILookup<string, string> steps)
    {
        var before = new Dictionary<string, string>();
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var part))
        {
            foreach (var used in steps[part].Where(used => before.TryAdd(used, part)))
            {
                if (used == start)
                {
                    return Trace(start, before);
                }

                next.Enqueue(used);
            }
        }

        return null;
    }

    private static List<string> Trace(string start, Dictionary<string, string> before)
    {
        var way = new List<string>();
        for (var part = before[start]; part != start; part = before[part])
        {
            way.Add(part);
        }

        return [start, .. way.AsEnumerable().Reverse()];
    }
}
