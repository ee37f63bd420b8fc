using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// Firewall rules that admit addresses. Compares which addresses reach which ports before and after the change,
/// regardless of how they are divided into rules.
/// </summary>
internal sealed record AddressExposureRule(string[] Types, string[] Attributes) : ExposureRule(Types, Attributes)
{
    /// <summary>
    /// The maximum number of comparisons of all port ranges with each other; beyond it, each port range is compared
    /// only with itself, because comparing all pairs would take too long.
    /// </summary>
    private const long MaxSteps = 4_000_000;

    /// <summary>The attributes with the first and last address of a range.</summary>
    private static readonly (string First, string Last)[] Ends = [("startipaddress", "endipaddress"),
        ("startip", "endip")];

    public override bool Concerns(string type) => base.Concerns(type) && !OpenValues.IsEgress(type);

    public override IEnumerable<string> NewIn(OpenedChange opened)
    {
        var change = opened.Change;
        if (!MayConcern(change, change.After) || change.After == change.Before) return [];
        if (!HasWorld(opened.After)) return [];
        var after = Grants(opened.After, hiddenIsAll: true);
        var before = Grants(opened.Before, hiddenIsAll: false);
        return Words(after.GroupBy(grant => grant.Range.IsV6).SelectMany(family =>
            NewAmong(family.ToList(), before.FindAll(grant => grant.Range.IsV6 == family.Key), family.Key)).ToList());
    }

    /// <summary>
    /// A fast check that ignores ports: whether the leaves can admit the world at all. Usually they cannot.
    /// </summary>
    private bool HasWorld(IReadOnlyList<Leaf> leaves)
    {
        var (v4, v6) = (new List<AddressRange>(), new List<AddressRange>());
        foreach (var leaf in leaves)
        {
            if (leaf.Text is null) continue;
            foreach (var range in RangesOf(leaf)) (range.IsV6 ? v6 : v4).Add(range);
        }

        return World.IsIn(v4, isV6: false) || World.IsIn(v6, isV6: true);
    }

    private static IEnumerable<(Grant Grant, bool IsAlone)> NewAmong(List<Grant> after, List<Grant> before, bool isV6)
    {
        if (!World.IsIn(AddressSet.Of(after.Select(grant => grant.Range)), isV6)) return [];
        var services = after.Concat(before).Select(grant => grant.PortRange).Distinct().ToList();
        if ((long)services.Count * services.Count * (after.Count + before.Count) > MaxSteps)
            return NewByPorts(after, before, isV6);
        return Pieces(services).SelectMany(service => NewAt(
            after.FindAll(grant => grant.PortRange.Covers(service)),
            before.FindAll(grant => grant.PortRange.Covers(service)), isV6));
    }

    private static IEnumerable<(Grant Grant, bool IsAlone)> NewByPorts(List<Grant> after, List<Grant> before, bool isV6)
    {
        var known = before.ToLookup(grant => grant.PortRange);
        var everything = before.FindAll(grant => grant.PortRange == PortRange.All);
        return after.GroupBy(grant => grant.PortRange)
            .SelectMany(service => NewAt(service.ToList(), known[service.Key].Concat(everything).ToList(), isV6));
    }

    private static IEnumerable<(Grant Grant, bool IsAlone)> NewAt(List<Grant> open, List<Grant> before, bool isV6)
    {
        var known = AddressSet.Of(before.Select(grant => grant.Range));
        if (!World.IsNewlyIn(AddressSet.Of(open.Select(grant => grant.Range)), known, isV6)) return [];
        var alone = open.FindAll(grant => World.IsNewlyIn(AddressSet.Of([grant.Range]), known, isV6));
        return alone.Count > 0 ? alone.Select(grant => (grant, true)) : open.Select(grant => (grant, false));
    }

    /// <summary>
    /// Splits the port ranges at all their boundaries, so that each range covers a piece completely or not at all.
    /// </summary>
    private static IEnumerable<PortRange> Pieces(List<PortRange> services)
    {
        var starts = services.SelectMany(service => new[] { service.From, service.To + 1 }).Distinct().Order().ToList();
        return from protocol in services.Select(service => service.Protocol).Distinct()
               from ports in starts.Zip(starts.Skip(1), (first, next) => new PortRange(protocol, first, next - 1))
               where services.Exists(service => service.Covers(ports))
               select ports;
    }

    private static IEnumerable<string> Words(List<(Grant Grant, bool IsAlone)> found)
    {
        var alone = found.Where(one => one.IsAlone).Select(one => one.Grant).ToHashSet();
        var joint = found.Where(one => !one.IsAlone).Select(one => one.Grant).Where(grant => !alone.Contains(grant))
            .Distinct()
            .OrderBy(grant => grant.Order).ToList();
        var words = alone.OrderBy(grant => grant.Order).Select(grant => grant.Words).Distinct();
        return joint.Count == 0 ? words
            : words.Append($"{joint[0].Path}: {joint.Count} blocks together are open to the world");
    }

    private List<Grant> Grants(IReadOnlyList<Leaf> leaves, bool hiddenIsAll)
    {
        var order = 0;
        var services = new Dictionary<PlanValue.Map, IReadOnlyList<PortRange>>(ReferenceEqualityComparer.Instance);
        IReadOnlyList<PortRange> PortsOf(PlanValue.Map rule) =>
            services.TryGetValue(rule, out var known) ? known : services[rule] = PortRanges.Of(rule, hiddenIsAll);
        var grants = from leaf in leaves
                     where leaf.Text is not null
                     let ranges = RangesOf(leaf)
                     where ranges.Count > 0
                     let at = order++
                     from range in ranges
                     from service in PortsOf(leaf.Owner)
                     select new Grant(service, range, leaf.Path, WordsOf(leaf, leaf.Text!), at);
        return grants.ToList();
    }

    private IReadOnlyList<AddressRange> RangesOf(Leaf leaf)
    {
        foreach (var (first, last) in Ends)
        {
            if (!leaf.Is(last)) continue;
            var start = leaf.Owner.Entries.Where(entry => PlainName.Is(entry.Key, first))
                .Select(entry => Leaf.TextOf(entry.Value)).FirstOrDefault();
            return AddressText.Between(start ?? "0.0.0.0", leaf.Text!) is { } range ? [range] : [];
        }

        return Is(leaf) ? AddressText.Read(leaf.Text!) : [];
    }

    private sealed record Grant(PortRange PortRange, AddressRange Range, string Path, string Words, int Order);
}
