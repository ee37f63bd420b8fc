using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Decides whether a rule allows incoming access.</summary>
internal static class OpenValues
{
    /// <summary>
    /// Any of these means that a firewall rule, or an object with an address range, allows no incoming access.
    /// </summary>
    private static readonly (string Attribute, string Value)[] Closing =
    [
        ("type", "egress"), ("direction", "egress"), ("direction", "outbound"), ("direction", "out"),
        ("egress", "true"),
        ("access", "deny"), ("action", "deny"), ("ruleaction", "deny"), ("action", "drop"), ("disabled", "true"),
        ("endpointpublicaccess", "false"),
    ];

    public static bool IsOpen(string attribute, PlanValue.Map rule)
    {
        if (IsEgress(attribute)) return false;
        var entries = rule.Entries;
        for (var i = 0; i < entries.Count; i++)
        {
            if (IsDenyBlock(entries[i]) || Closes(entries[i])) return false;
        }

        return true;
    }

    /// <summary>Decided by the last segment of an attribute, or by a resource type.</summary>
    public static bool IsEgress(string attribute)
    {
        var name = attribute.AsSpan(attribute.LastIndexOf('.') + 1);
        return name.Contains("egress", StringComparison.OrdinalIgnoreCase)
            || name.Contains("outbound", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsDenyBlock(KeyValuePair<string, PlanValue> entry) =>
        entry is { Key: "deny", Value: PlanValue.List { Items.Count: > 0 } };

    private static bool Closes(KeyValuePair<string, PlanValue> entry)
    {
        if (Leaf.TextOf(entry.Value) is not { } text) return false;
        foreach (var (attribute, value) in Closing)
        {
            if (string.Equals(value, text, StringComparison.OrdinalIgnoreCase) && PlainName.Is(entry.Key, attribute))
                return true;
        }

        return false;
    }
}
