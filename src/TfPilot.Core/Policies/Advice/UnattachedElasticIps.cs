using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>
/// A type of public address and the attribute that attaches it to its user. Each of <paramref name="Settled"/> shows
/// that the address is in use or free: an attribute with that value, or with any value if it is null. <paramref
/// name="NamesItsUser"/>: the address may refer to its user, not only vice versa.
/// </summary>
internal sealed record AddressType(
    string Type, string Attribute, (string Attribute, string? Value)[] Settled, bool NamesItsUser)
{
    public bool IsSettled(IReadOnlyList<Leaf> leaves) =>
        leaves.Any(leaf => leaf.Value is not (PlanValue.Null or PlanValue.Unknown)
            && Array.Exists(Settled, by => Determines(leaf, by)));

    private static bool Determines(Leaf leaf, (string Attribute, string? Value) by) =>
        leaf.Attribute == by.Attribute && (by.Value is null || leaf.IsHidden || leaf.Text == by.Value);
}

/// <summary>Public addresses that cost money and that nothing in the configuration uses.</summary>
internal sealed class UnattachedElasticIps(DependencyGraph graph)
{
    public static readonly SuggestionRule Rule = new(
        "unattached-address", "A public IP address that nothing in the configuration uses.",
        "A public IP address costs money even when it is unused.");

    public static IReadOnlyList<AddressType> Table { get; } =
    [
        new("aws_eip", "instance",
            [("instance", null), ("network_interface", null), ("associate_with_private_ip", null)], NamesItsUser: true),
        new("google_compute_address", "address", [("address_type", "INTERNAL")], NamesItsUser: false),
        new("azurerm_public_ip", "ip_address", [], NamesItsUser: false),
    ];

    private HashSet<string>? pointing;

    /// <summary>
    /// Blocks that use another one. If an address refers to its user, the attribute is computed when it is not set, so
    /// only the configuration shows whether it is set. A dependency on a gateway is not an attachment.
    /// </summary>
    private HashSet<string> Pointing => pointing ??=
        [.. graph.Blocks.Where(block => !block.Contains("aws_internet_gateway.", StringComparison.Ordinal))
            .SelectMany(graph.DependantsOf)];

    public IEnumerable<Suggestion> In(ResourceChange change, IReadOnlyList<Leaf> leaves) =>
        from kind in Table
        where kind.Type == change.Type && !graph.HasHiddenEdges
        let block = change.Address.Block
        where graph.Knows(block) && graph.DependantsOf(block).All(user => user == block)
            && !(kind.NamesItsUser && Pointing.Contains(block))
        where !kind.IsSettled(leaves)
        select new Suggestion(
            Rule.Id, change.Address, kind.Attribute, "unused", "attached, or removed", Rule.Reason);
}
