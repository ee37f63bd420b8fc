using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Which rules let something in, and through which ports.</summary>
internal static class Doors
{
    /// <summary>Any of these makes a firewall rule, or the object that holds an address range, let nothing in.</summary>
    private static readonly (string Attribute, string Value)[] Closing =
    [
        ("type", "egress"), ("direction", "egress"), ("direction", "outbound"), ("direction", "out"), ("egress", "true"),
        ("access", "deny"), ("action", "deny"), ("rule_action", "deny"), ("disabled", "true"), ("endpoint_public_access", "false"),
    ];

    private static readonly HashSet<string> Ports = new(StringComparer.Ordinal)
    {
        "from_port", "to_port", "protocol", "ip_protocol", "ports", "port", "port_range", "port_range_min", "port_range_max", "allow",
        "destination_port_range", "destination_port_ranges", "layer4_configs",
    };

    public static bool IsOpen(string attribute, PlanValue.Map rule) =>
        !Leaf.Ends(attribute, "egress") && !rule.Entries.Any(entry => IsDenyBlock(entry) || Closes(entry, rule));

    public static string PortsOf(PlanValue.Map rule) => string.Join(
        ' ', Leaf.Of(new PlanValue.Map([.. rule.Entries.Where(entry => Ports.Contains(entry.Key))])).Select(leaf => $"{leaf.Path}={leaf.Text}"));

    private static bool IsDenyBlock(KeyValuePair<string, PlanValue> entry) =>
        entry is { Key: "deny", Value: PlanValue.List { Items.Count: > 0 } };

    private static bool Closes(KeyValuePair<string, PlanValue> entry, PlanValue.Map rule) => Array.Exists(Closing, closing =>
        closing.Attribute == entry.Key && string.Equals(closing.Value, new Leaf("", "", entry.Value, rule).Text, StringComparison.OrdinalIgnoreCase));
}
