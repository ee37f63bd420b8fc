using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>Maps a source line to its block and to the block's addresses, in the scope of the settings.</summary>
internal sealed class ScannerTargets
{
    private readonly PolicyScope scope;
    private readonly Plan plan;
    private readonly ILookup<string, HclBlock> blocks;
    private readonly ILookup<HclBlock, ResourceChange> changes;
    private readonly ILookup<HclBlock, string> addresses;
    private readonly HashSet<string> covered;

    public ScannerTargets(Plan plan, PolicyContext context)
    {
        this.plan = plan;
        scope = context.Settings.Scope;
        var objects = plan.Changes.Concat(plan.Unchanged).Where(change => change.Deposed is null)
            .Select(change => (change, change.Address.Block)).ToList();
        blocks = context.Sources.Blocks.ToLookup(block => block.File, StringComparer.Ordinal);
        changes = Lookup(objects, row => row.Block, row => row.change);
        addresses = Lookup(plan.Graph.Blocks.Concat(plan.Configuration.Modules.Select(call => call.Address)).Distinct(),
            block => block, block => block);
        covered = objects.Where(row => scope.Covers(row.change)).Select(row => row.Block)
            .ToHashSet(StringComparer.Ordinal);

        ILookup<HclBlock, T> Lookup<TRow, T>(IEnumerable<TRow> rows, Func<TRow, string> address, Func<TRow, T> value) =>
            rows
            .GroupBy(address)
            .SelectMany(group => context.Sources.BlockOf(group.Key) is { } block
                ? group.Select(row => (block, Value: value(row))) : [])
            .ToLookup(
                row => row.block, row => row.Value, (IEqualityComparer<HclBlock>)ReferenceEqualityComparer.Instance);
    }

    public HclBlock? BlockAt(string? file, int line) =>
        file is null ? null : blocks[file].FirstOrDefault(block => block.FirstLine <= line && line <= block.LastLine);

    /// <summary>Empty when the block has no change in scope; a single null when the address is unknown.</summary>
    public IReadOnlyList<ResourceAddress?> Of(HclBlock? block)
    {
        if (block is null) return [null];
        var concerned = changes[block].Where(change => scope.Covers(change)).Select(change => change.Address.Text)
            .Distinct().ToList();
        if (concerned.Count == 0) concerned = addresses[block].Where(address => IsConcerned(block, address)).ToList();
        return concerned.Count == 0 && (plan.Errored || !plan.Complete) ? [null]
            : [.. concerned.Select(address => (ResourceAddress?)new ResourceAddress(address))];
    }

    /// <summary>
    /// For blocks without a change of their own: a module call by its contents, a data source by its users.
    /// </summary>
    private bool IsConcerned(HclBlock block, string address) =>
        scope == PolicyScope.All
        || (block.Path.StartsWith("module.", StringComparison.Ordinal)
            && covered.Any(one => one.StartsWith($"{address}.", StringComparison.Ordinal)))
        || (block.Path.StartsWith("data.", StringComparison.Ordinal)
            && (plan.Graph.HasHiddenEdges || plan.Graph.DependantsOf(address).Any(covered.Contains)));
}
