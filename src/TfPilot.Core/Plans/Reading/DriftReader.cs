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

    /// <summary>
    /// The entries that are drift, in the plan's order. From version 1.2, Terraform leaves out an empty list of
    /// relevant attributes. Of a plan that changes nothing all entries count, because it may be a refresh-only plan,
    /// which is made to show them.
    /// </summary>
    /// <param name="version">The version of Terraform or OpenTofu; null when the plan does not name it.</param>
    public List<ResourceChange> Result(IReadOnlyList<ResourceChange> planned, string? version)
    {
        var isListed = hasRelevant || (planned.Count > 0 && ListsRelevant(version));
        if (!isListed || entries.Count == 0) return entries;
        var changes = planned.Where(change => change.Deposed is null)
            .ToLookup(change => change.Address.Text, StringComparer.Ordinal);
        return [.. entries.Select(entry => entry with { RelevantPaths = RelevantTo(entry, changes) })
            .Where(DriftRules.Differs)];
    }

    private static bool ListsRelevant(string? version) =>
        Version.TryParse(version?.Split('-')[0], out var parsed) && parsed >= new Version(1, 2);

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
