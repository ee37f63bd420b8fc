namespace TfPilot.Core.Plans;

/// <summary>
/// Reads <c>resource_drift</c> and <c>relevant_attributes</c>. Only the whole plan tells which entries are drift, so
/// they are collected first.
/// </summary>
internal sealed class DriftReader(ResourceChangeReader resources)
{
    private readonly List<ResourceChange> entries = [];
    private readonly Dictionary<string, List<string>> relevant = new(StringComparer.Ordinal);
    private bool hasRelevant;
    private int read;

    /// <summary>
    /// Terraform 0.15.4 to 1.0 lists every resource of the state, also those that are the same; they are dropped here.
    /// </summary>
    public void Add(OutlinedObject entry)
    {
        var change = resources.Read(entry, "resource_drift", read++, keepNoOp: true);
        if (change.Action != PlanAction.NoOp && DriftRules.Differs(change)) entries.Add(change);
    }

    /// <summary>The plan says which attributes matter; all others do not.</summary>
    public void ExpectRelevant() => hasRelevant = true;

    /// <summary>
    /// Terraform 1.2 and later lists the attributes that the planned changes depend on; an empty path is the whole
    /// resource.
    /// </summary>
    public void AddRelevant(OutlinedObject entry)
    {
        var address = PlanJson.Text(entry["resource"u8]) ?? "";
        if (!relevant.TryGetValue(address, out var paths)) relevant[address] = paths = [];
        paths.Add(PlanJson.Path(entry["attribute"u8]));
    }

    /// <summary>The entries that are drift, in the plan's order.</summary>
    public List<ResourceChange> Result(IReadOnlyList<ResourceChange> planned)
    {
        if (!hasRelevant || entries.Count == 0) return entries;
        var changes = planned.Where(change => change.Deposed is null)
            .ToLookup(change => change.Address.Text, StringComparer.Ordinal);
        return [.. entries.Select(entry => entry with { RelevantPaths = RelevantTo(entry, changes) })
            .Where(DriftRules.Differs)];
    }

    private List<string> RelevantTo(ResourceChange entry, ILookup<string, ResourceChange> planned)
    {
        var address = entry.Address.Text;
        string[] names = ["", address, WithoutKey(address)];
        return
        [
            .. names.Distinct().SelectMany(name => relevant.GetValueOrDefault(name) ?? []),
            .. planned[address].SelectMany(DriftRules.Overwrites),
        ];
    }

    /// <summary>A reference to all instances of a resource concerns each of them.</summary>
    private static string WithoutKey(string address) =>
        address.EndsWith(']') && address.LastIndexOf('[') is > 0 and var at ? address[..at] : address;
}
