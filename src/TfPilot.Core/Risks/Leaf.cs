using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A plain value, marker or null inside an object. <paramref name="Path"/> is the way to it (the elements of a list of plain values
/// share their list's path), <paramref name="Attribute"/> the same without indices, <paramref name="Owner"/> the object it stands in.
/// </summary>
internal sealed record Leaf(string Path, string Attribute, PlanValue Value, PlanValue.Map Owner)
{
    private string? plainAttribute;

    /// <summary>The value as a plan writes it, with a word in place of what is masked; null when there is none or it is hidden.</summary>
    public string? Text => TextOf(Value);

    public bool IsHidden => IsMarker(Value);

    /// <summary>What is masked in it may open something.</summary>
    public bool MayOpen => Value is PlanValue.Masked { MayOpen: true };

    /// <summary>
    /// Whether this is the attribute, at any depth: <c>encrypted</c> is at <c>root_block_device[0].encrypted</c>. Providers spell a name as
    /// they like: <c>cidr_ipv6</c>, <c>cidr_ipv_6</c> and <c>cidrIpv6</c> are one, and <paramref name="plain"/> is as <see cref="Plain"/> has it.
    /// </summary>
    public bool Is(string plain) => Ends(plainAttribute ??= Plain(Attribute), plain);

    public static string? TextOf(PlanValue? value) => value switch
    {
        PlanValue.Text text => text.Value,
        PlanValue.Number number => number.Digits,
        PlanValue.Boolean boolean => boolean.Value ? "true" : "false",
        PlanValue.Masked masked => masked.Shown,
        _ => null,
    };

    /// <summary>Whether the value, or an element of it, is hidden.</summary>
    public static bool HidesAny(PlanValue value) => value switch
    {
        PlanValue.List list => list.Items.Any(HidesAny),
        PlanValue.Map map => map.Entries.Any(entry => HidesAny(entry.Value)),
        _ => IsMarker(value),
    };

    /// <summary>The name in small letters without what joins its words.</summary>
    public static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The leaves that may open something by what is masked, and were not there before.</summary>
    public static IEnumerable<Leaf> NewlyMasked(IEnumerable<Leaf> before, IEnumerable<Leaf> after)
    {
        var known = before.Where(leaf => leaf.MayOpen).Select(leaf => (leaf.Path, leaf.Value)).ToHashSet();
        return after.Where(leaf => leaf.MayOpen && !known.Contains((leaf.Path, leaf.Value)));
    }

    public static IEnumerable<Leaf> Of(PlanValue value) => Of(value, (_, _) => true);

    /// <param name="enters">Whether to look into an object, given the attribute that holds it.</param>
    public static IEnumerable<Leaf> Of(PlanValue value, Func<string, PlanValue.Map, bool> enters) =>
        value is PlanValue.Map root ? In(root, "", "", enters) : [];

    public static bool Ends(string attribute, string name) =>
        attribute.EndsWith(name, StringComparison.Ordinal) && (attribute.Length == name.Length || attribute[^(name.Length + 1)] == '.');

    private static bool IsMarker(PlanValue value) => value is PlanValue.Unknown or PlanValue.Sensitive or PlanValue.Masked;

    private static IEnumerable<Leaf> In(PlanValue.Map map, string path, string attribute, Func<string, PlanValue.Map, bool> enters) =>
        enters(attribute, map)
            ? map.Entries.SelectMany(entry =>
                At(entry.Value, AttributePath.Key(path, entry.Key), AttributePath.Key(attribute, entry.Key), map, enters))
            : [];

    private static IEnumerable<Leaf> At(
        PlanValue value, string path, string attribute, PlanValue.Map owner, Func<string, PlanValue.Map, bool> enters) => value switch
        {
            PlanValue.Map map => In(map, path, attribute, enters),
            PlanValue.List list => list.Items.SelectMany((item, index) =>
                At(item, item is PlanValue.Map or PlanValue.List ? AttributePath.Index(path, index) : path, attribute, owner, enters)),
            _ => [new Leaf(path, attribute, value, owner)],
        };
}
