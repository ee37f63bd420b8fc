using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// Who depends on whom, from the configuration alone. Nodes are resource blocks (<see cref="ResourceAddress.Block"/>);
/// edges come from references, <c>depends_on</c> and module inputs and outputs.
/// </summary>
public sealed class DependencyGraph
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> dependants;

    /// <param name="dependants">Every block of the configuration with the blocks that use it directly, both sorted.</param>
    /// <param name="hidden">True when references go through locals, which the plan does not resolve: reach is then a lower bound.</param>
    public DependencyGraph(IReadOnlyDictionary<string, IReadOnlyList<string>> dependants, bool hidden)
    {
        this.dependants = dependants;
        HasHiddenEdges = hidden;
    }

    public static DependencyGraph Empty { get; } = new(new Dictionary<string, IReadOnlyList<string>>(), hidden: false);

    /// <summary>References through <c>local.…</c> exist, and the plan does not say what is behind them: every reach is "at least".</summary>
    public bool HasHiddenEdges { get; }

    public IEnumerable<string> Blocks => dependants.Keys;

    public bool Knows(string block) => dependants.ContainsKey(block);

    public IReadOnlyList<string> DependantsOf(string block) => dependants.TryGetValue(block, out var direct) ? direct : [];

    /// <summary>Everything that depends on the block, directly or not; null when the configuration does not know it (its dependants are unknown).</summary>
    public Reach? ReachOf(string block)
    {
        var all = int.MaxValue;
        return ReachOf(block, ref all);
    }

    /// <summary>The same, as far as <paramref name="steps"/> go; those it took are subtracted. At none it ends at the direct dependants.</summary>
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
        return new Reach([.. depths.Keys.Order(StringComparer.Ordinal)], depths.Count == 0 ? 0 : depths.Values.Max()) { IsCut = isCut };
    }
}

/// <summary>The blocks that depend on one block, sorted, and how many steps away the furthest is.</summary>
public sealed record Reach(IReadOnlyList<string> Blocks, int Depth)
{
    /// <summary>Whether there may be more than these.</summary>
    public bool IsCut { get; init; }
}
