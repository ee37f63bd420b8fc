using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Lists of allowed callers; without the list, everyone is allowed.</summary>
internal sealed record LimitExposureRule(string[] Types, string[] Attributes) : ExposureRule(Types, Attributes)
{
    /// <summary>Any of these removes all public access, with or without the list.</summary>
    private static readonly (string Attribute, string Value)[] Closing =
    [
        ("enableprivateendpoint", "true"), ("privateclusterenabled", "true"), ("endpointpublicaccess", "false"),
        ("publicnetworkaccessenabled", "false"), ("ipendpointsconfig.enabled", "false"),
        ("enableprivatecluster", "true"),
        ("spec.type", "ClusterIP"), ("spec.type", "NodePort"), ("spec.type", "ExternalName"),
    ];

    /// <summary>The block that contains the list; it limits access whenever it exists, even without entries.</summary>
    public string? Block { get; init; }

    /// <summary>
    /// Whether a new object without the list is open. Otherwise only the removal of a list is an exposure.
    /// </summary>
    public bool IsOpenByDefault { get; init; }

    public override IEnumerable<string> NewIn(OpenedChange opened)
    {
        var change = opened.Change;
        if (change.After.IsNull || change.After == change.Before) return [];
        if (!IsOpenByDefault && (change.Before.IsNull || !MayConcern(change, change.Before))) return [];
        var before = Leaf.Of(change.Before.Value()).ToList();
        var limits = before.FindAll(leaf => Is(leaf) && leaf.Text is { Length: > 0 });
        if (IsLimited(change.After, limits, change.Action)) return [];
        if (limits.Count > 0 && !before.Exists(Closes))
            return IsWorld(limits) ? [] : [$"{limits[0].Path} no longer restricts access"];
        var wasOpen = !change.Before.IsNull && !IsLimited(change.Before, [], PlanAction.Update);
        return IsOpenByDefault && !wasOpen ? [$"{Attributes[0]} does not restrict access"] : [];
    }

    private bool IsLimited(RedactedJson side, List<Leaf> limits, PlanAction action) =>
        Leaf.Of(side.Value()).Any(leaf => Closes(leaf) || Limits(leaf, limits, action))
        || (Block is { } block && side.Value() is PlanValue.Map map
            && map.Find(block) is PlanValue.List { Items.Count: > 0 });

    private static bool IsWorld(List<Leaf> limits)
    {
        var ranges = limits.SelectMany(leaf => AddressText.Read(leaf.Text!)).ToLookup(range => range.IsV6);
        return World.IsIn(AddressSet.Of(ranges[false]), isV6: false)
            || World.IsIn(AddressSet.Of(ranges[true]), isV6: true);
    }

    private static bool Closes(Leaf leaf) => leaf.Text is { } text
        && Array.Exists(Closing,
            closing => leaf.Is(closing.Attribute)
                && string.Equals(closing.Value, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// A hidden list counts as a limit here, because hidden values are reported separately. An unknown computed list of
    /// a new object does not, because it was not configured.
    /// </summary>
    private bool Limits(Leaf leaf, List<Leaf> limits, PlanAction action)
    {
        if (!leaf.IsHidden) return Is(leaf) && leaf.Text is { Length: > 0 };
        if (action == PlanAction.Create && leaf.Value is PlanValue.Unknown && CoversEverything(leaf)
            && IsComputed(leaf))
            return false;
        return Is(leaf) || limits.Exists(limit => limit.Path.StartsWith(leaf.Path, StringComparison.Ordinal));
    }

    /// <summary>Whether the leaf is the whole attribute; an unknown element of a list was configured.</summary>
    private static bool CoversEverything(Leaf leaf) =>
        leaf.Owner.Find(leaf.Attribute[(leaf.Attribute.LastIndexOf('.') + 1)..]) is not PlanValue.List;
}
