using System.Diagnostics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

/// <summary>Reads the keys of each rule kind.</summary>
internal static class KindSection
{
    private static readonly ProtectedAction[] Protected = [ProtectedAction.Delete, ProtectedAction.Replace,
        ProtectedAction.Forget];
    // The schema reports a missing key before these placeholders are used.
    private static readonly ValueMatcher Nothing = new() { Items = [] };
    private static readonly TypeMatcher NoType = new([]);

    /// <param name="word">A name in <see cref="KindSchemas"/>.</param>
    /// <param name="map">The map below the kind's key; for <c>attributes</c>, whose value is a list, the map of the
    /// rule.</param>
    public static RuleKind Read(string word, Node.Map map) => word switch
    {
        "naming" => new RuleKind.Naming(map.Types("types") ?? new(["*"]), map.Matcher("pattern") ?? Nothing),
        "tags" => new RuleKind.Tags(map.Pairs("required").ToDictionary(pair => pair.Key, Requirement),
            map.Types("except") ?? NoType, map.Word<TagSource>("source") ?? TagSource.Effective),
        "regions" => new RuleKind.Regions(Matchers(map.Pairs)),
        "sizes" => new RuleKind.Sizes(
            [.. map.Pairs("allow").Select(pair => new SizeRule(new([pair.Key]), Entries.Matcher(pair.Value)))]),
        "deny" => new RuleKind.Deny(map.Types("types") ?? NoType),
        "protect" => new RuleKind.Protect(map.Types("types") ?? NoType, Actions(map)),
        "attributes" => new RuleKind.Attributes([.. map.Maps("attributes").Select(Attribute)]),
        "modules" => new RuleKind.Modules(map.Matcher("allow"), map.Flag("pinned") ?? false),
        "providers" => new RuleKind.Providers(map.Matcher("allow") ?? Nothing),
        "cost" => new RuleKind.Cost(
            map.Number("max_increase"), map.Number("max_percent"), map.Number("max_total"), map.Text("currency")),
        _ => throw new UnreachableException(),
    };

    private static TagRequirement Requirement(Pair pair)
    {
        var map = (Node.Map)pair.Value;
        return new(map.Matcher("pattern") ?? map.Matcher("values") ?? map.Matcher("equals"), map.Text("hint"));
    }

    private static ProtectedAction[] Actions(Node.Map map) =>
        map.Has("actions")
        ? [.. map.Texts("actions").Select(word => Enum.Parse<ProtectedAction>(word, ignoreCase: true))] : Protected;

    private static AttributeRule Attribute(Node.Map map) => new(map.Types("type") ?? NoType, map.Text("each"))
    {
        Require = Matchers(map.Pairs("require")),
        Forbid = Matchers(map.Pairs("forbid")),
        ForbidAll = Matchers(map.Pairs("forbid_all")),
    };

    private static Dictionary<string, ValueMatcher> Matchers(IEnumerable<Pair> pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => Entries.Matcher(pair.Value));
}
