using System.Globalization;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// The ports of a protocol that a firewall rule allows, including both ends; an empty protocol means all protocols.
/// </summary>
internal readonly record struct PortRange(string Protocol, int From, int To)
{
    public const int LastPort = 65_535;

    public static PortRange All => new("", 0, LastPort);

    public bool Covers(PortRange other) =>
        (Protocol.Length == 0 || Protocol == other.Protocol) && From <= other.From && To >= other.To;
}

/// <summary>Reads the ports and protocols of a rule, under the attribute names of all supported providers.</summary>
internal static class PortRanges
{
    private static readonly string[] Protocols = ["protocol", "ipprotocol"];
    private static readonly (string From, string To)[] Ends = [("fromport", "toport"), ("portrangemin", "portrangemax"),
        ("min", "max")];
    private static readonly string[] Texts = ["ports", "port", "portrange", "destinationportrange",
        "destinationportranges"];

    /// <summary>
    /// Nested blocks that each define a port range; the names of Oracle's blocks contain the protocol.
    /// </summary>
    private static readonly (string Name, string? Protocol)[] Blocks =
        [("allow", null), ("layer4configs", null), ("port", null), ("tcpoptions", "tcp"), ("udpoptions", "udp"),
            ("destinationportrange", null)];

    /// <summary>
    /// A missing port or protocol means all of them. A hidden one means all if <paramref name="hiddenIsAll"/>;
    /// otherwise the rule has no ports.
    /// </summary>
    public static IReadOnlyList<PortRange> Of(PlanValue.Map rule, bool hiddenIsAll) =>
        Of(rule, protocol: "", hiddenIsAll, depth: 0);

    private static List<PortRange> Of(PlanValue.Map rule, string protocol, bool hiddenIsAll, int depth)
    {
        var parts = rule.Entries.Select(entry => (Name: PlainName.Of(entry.Key), entry.Value)).ToList();
        if (!hiddenIsAll && parts.Exists(part => IsPort(part.Name) && Leaf.HidesAny(part.Value))) return [];
        var own = parts.Where(part => Protocols.Contains(part.Name)).Select(part => ProtocolOf(Leaf.TextOf(part.Value)))
            .FirstOrDefault(name => name.Length > 0)
            ?? protocol;
        var nested = depth > 1 ? [] : parts
            .SelectMany(part => Blocks.Where(block => block.Name == part.Name).SelectMany(block =>
                Maps(part.Value).SelectMany(map => Of(map, block.Protocol ?? own, hiddenIsAll, depth + 1))))
            .ToList();
        return nested.Count > 0 ? nested
            : PortsOf(parts).Select(ports => new PortRange(own, ports.From, ports.To)).ToList();
    }

    private static bool IsPort(string name) =>
        Protocols.Contains(name) || Texts.Contains(name)
        || Array.Exists(Ends, end => end.From == name || end.To == name);

    private static IEnumerable<PlanValue.Map> Maps(PlanValue value) => value switch
    {
        PlanValue.Map map => [map],
        PlanValue.List list => list.Items.OfType<PlanValue.Map>(),
        _ => [],
    };

    private static IReadOnlyList<(int From, int To)> PortsOf(List<(string Name, PlanValue Value)> parts)
    {
        PlanValue? Find(string name) => parts.Find(part => part.Name == name).Value;
        foreach (var (from, to) in Ends)
        {
            var (low, high) = (Number(Find(from)), Number(Find(to)));
            if (low is not null || high is not null) return [Between(low ?? high!.Value, high ?? low!.Value)];
        }

        var texts = Texts.Select(Find).SelectMany(value => value switch
        {
            PlanValue.List list => list.Items.Select(Leaf.TextOf),
            null => [],
            _ => [Leaf.TextOf(value)],
        }).OfType<string>().ToList();
        return texts.Count == 0 ? [(0, PortRange.LastPort)] : [.. texts.Select(Range)];
    }

    /// <summary>AWS writes all ports of all protocols as 0 to 0, or as -1.</summary>
    private static (int From, int To) Between(int low, int high) =>
        low < 0 || (low == 0 && high == 0) ? (0, PortRange.LastPort) : (low, Math.Max(low, high));

    private static (int From, int To) Range(string text) => text.Split('-', '/', ':') switch
    {
        [var one] when Number(one) is > 0 and var port => (port, port),
        [var low, var high] when Number(low) is >= 0 and var from && Number(high) is >= 0 and var to =>
            Between(from, to),
        _ => (0, PortRange.LastPort),
    };

    private static int? Number(PlanValue? value) => Leaf.TextOf(value) is { } text ? Number(text) : null;

    private static int? Number(string text) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private static string ProtocolOf(string? word) => word?.ToLowerInvariant() switch
    {
        null or "-1" or "all" or "*" or "any" => "",
        "6" => "tcp",
        "17" => "udp",
        "1" => "icmp",
        "58" or "icmp6" => "icmpv6",
        var name => name,
    };
}
