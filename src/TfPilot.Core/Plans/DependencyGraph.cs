using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// The dependencies between resource blocks (<see cref="ResourceAddress.Block"/>), from the configuration alone. Edges
/// come from references, <c>depends_on</c>, and module inputs and outputs.
/// </summary>
public sealed class DependencyGraph
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> dependants;

    /// <param name="dependants">Every block of the configuration with its direct dependents, both sorted.</param>
    /// <param name="hidden">Whether references use locals, which the plan does not resolve; reach is then a lower
    /// bound.</param>
    public DependencyGraph(IReadOnlyDictionary<string, IReadOnlyList<string>> dependants, bool hidden)
    {
        this.dependants = dependants;
        HasHiddenEdges = hidden;
    }

    public static DependencyGraph Empty { get; } = new(new Dictionary<string, IReadOnlyList<string>>(), hidden: false);

    /// <summary>
    /// Whether references use <c>local.…</c>, which the plan does not resolve; every reach is then "at least".
    /// </summary>
    public bool HasHiddenEdges { get; }

    public IEnumerable<string> Blocks => dependants.Keys;

    public bool Knows(string block) => dependants.ContainsKey(block);

    public IReadOnlyList<string> DependantsOf(string block) =>
        dependants.TryGetValue(block, out var direct) ? direct : [];

    /// <summary>
    /// All direct and indirect dependents of the block; null when the configuration does not contain it.
    /// </summary>
    public Reach? ReachOf(string block)
    {
        var all = int.MaxValue;
        return ReachOf(block, ref all);
    }

    /// <summary>
    /// The same, limited to <paramref name="steps"/>, which is reduced by the steps taken. At zero only direct
    /// dependents are included.
    /// </summary>
    public Reach? ReachOf(string block, ref int steps)
    {
        if (!dependants.ContainsKey(block)) return null;
        var depths = new Dictionary<string, int>(StringComparer.Ordinal) { [block] = 0 };
        var queue = new Queue<string>([block]);
        var (furthest, isCut) = (0, false);
        while (queue.TryDequeue(out var at))
        {
            WorkBudget.Spend();
            furthest = depths[at];
            isCut = furthest > 0 && steps <= 0;
            if (isCut) break;
            foreach (var next in DependantsOf(at))
            {
                steps--;
                if (depths.TryAdd(next, furthest + 1)) queue.Enqueue(next);
            }
        }

        depths.Remove(block);
        return new Reach([.. depths.Keys.Order(StringComparer.Ordinal)],
            depths.Count == 0 ? 0 : depths.Values.Max())
        { IsTruncated = isCut };
    }
}

/// <summary>The dependents of one block, sorted, and the length of the longest path.</summary>
public sealed record Reach(IReadOnlyList<string> Blocks, int Depth)
{
    /// <summary>Whether there may be more.</summary>
    public bool IsTruncated { get; init; }
}
