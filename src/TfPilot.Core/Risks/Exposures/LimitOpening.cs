using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Lists of those who may come in, without which everybody may: an object loses its list.</summary>
internal sealed record LimitOpening(string[] Types, string[] Attributes) : Opening(Types, Attributes)
{
    /// <summary>Any of these leaves no public way in, with a list or without.</summary>
    private static readonly (string Attribute, string Value)[] Closing =
    [
        ("enableprivateendpoint", "true"), ("privateclusterenabled", "true"), ("endpointpublicaccess", "false"),
        ("publicnetworkaccessenabled", "false"),
        ("spec.type", "ClusterIP"), ("spec.type", "NodePort"), ("spec.type", "ExternalName"),
    ];

    /// <summary>The block of the list: while it is there, also without entries, it limits.</summary>
    public string? Block { get; init; }

    public override IEnumerable<string> NewIn(OpenedChange opened)
    {
        var change = opened.Change;
        if (change.Before.IsNull || change.After.IsNull || change.After == change.Before || !MayConcern(change, change.Before)) return [];
        var limits = opened.Before.Where(leaf => Is(leaf) && leaf.Text is { Length: > 0 }).ToList();
        if (limits.Count == 0 || IsWorld(limits) || Leaf.Of(change.After.Value()).Any(leaf => Closes(leaf) || Limits(leaf, limits))) return [];
        if (Block is { } block && change.After.Value() is PlanValue.Map map && map.Find(block) is PlanValue.List { Items.Count: > 0 }) return [];
        return [$"{limits[0].Path} limits nobody any more"];
    }

    private static bool IsWorld(List<Leaf> limits)
    {
        var ranges = limits.SelectMany(leaf => AddressText.Read(leaf.Text!)).ToLookup(range => range.IsV6);
        return World.IsIn(AddressSet.Of(ranges[false]), isV6: false) || World.IsIn(AddressSet.Of(ranges[true]), isV6: true);
    }

    private static bool Closes(Leaf leaf) => leaf.Text is { } text
        && Array.Exists(Closing, closing => leaf.Is(closing.Attribute) && string.Equals(closing.Value, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is hidden counts elsewhere.</summary>
    private bool Limits(Leaf leaf, List<Leaf> limits) => leaf.IsHidden
        ? limits.Exists(limit => limit.Path.StartsWith(leaf.Path, StringComparison.Ordinal))
        : Is(leaf) && leaf.Text is { Length: > 0 };
}
