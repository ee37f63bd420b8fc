using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>
/// A kind of public address with the attribute that ties it to its user. Any of <paramref name="Settled"/> says that it is in use or costs
/// nothing: an attribute with that value, or with any value where it is null. <paramref name="NamesItsUser"/>: the address may point to its user,
/// not only the other way round.
/// </summary>
internal sealed record AddressType(string Type, string Attribute, (string Attribute, string? Value)[] Settled, bool NamesItsUser)
{
    public bool IsSettled(IReadOnlyList<Leaf> leaves) =>
        leaves.Any(leaf => leaf.Value is not (PlanValue.Null or PlanValue.Unknown) && Array.Exists(Settled, by => Settles(leaf, by)));

    private static bool Settles(Leaf leaf, (string Attribute, string? Value) by) =>
        leaf.Attribute == by.Attribute && (by.Value is null || leaf.IsHidden || leaf.Text == by.Value);
}

/// <summary>Public addresses that are paid for and that nothing in the configuration uses.</summary>
internal sealed class UnattachedElasticIps(DependencyGraph graph)
{
    public static readonly SuggestionRule Rule = new(
        "unattached-address", "A public address that nothing in the configuration uses.", "An address costs money whether something answers there or not.");

    public static IReadOnlyList<AddressType> Table { get; } =
    [
        new("aws_eip", "instance", [("instance", null), ("network_interface", null), ("associate_with_private_ip", null)], NamesItsUser: true),
        new("google_compute_address", "address", [("address_type", "INTERNAL")], NamesItsUser: false),
        new("azurerm_public_ip", "ip_address", [], NamesItsUser: false),
    ];

    private HashSet<string>? pointing;

    /// <summary>
    /// Blocks that use another one. An address that names its user leaves a computed value where it names none, so that the value does not
    /// tell the two apart, but the configuration does. To wait for a gateway is not to be attached to it.
    /// </summary>
    private HashSet<string> Pointing => pointing ??=
        [.. graph.Blocks.Where(block => !block.Contains("aws_internet_gateway.", StringComparison.Ordinal)).SelectMany(graph.DependantsOf)];

    public IEnumerable<Suggestion> In(ResourceChange change, IReadOnlyList<Leaf> leaves) =>
        from kind in Table
        where kind.Type == change.Type && !graph.HasHiddenEdges
        let block = change.Address.Block
        where graph.Knows(block) && graph.DependantsOf(block).All(user => user == block) && !(kind.NamesItsUser && Pointing.Contains(block))
        where !kind.IsSettled(leaves)
        select new Suggestion(Rule.Id, change.Address, kind.Attribute, "used by nothing", "used, or no such address", Rule.Why);
}
