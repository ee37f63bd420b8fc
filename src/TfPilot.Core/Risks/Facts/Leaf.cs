using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A plain value, marker or null inside an object. <paramref name="Path"/> is its path (elements of a list of plain
/// values share the path of the list), <paramref name="Attribute"/> is the path without indexes, and
/// <paramref name="Owner"/> is the object that contains it.
/// </summary>
internal sealed record Leaf(string Path, string Attribute, PlanValue Value, PlanValue.Map Owner)
{
    /// <summary>
    /// The value as in the plan, with a placeholder for a masked part; null if it is null or hidden as a whole.
    /// </summary>
    public string? Text => TextOf(Value);

    public bool IsHidden => IsMarker(Value);

    /// <summary>Whether its masked part may expose something.</summary>
    public bool MayOpen => Value is PlanValue.Masked { MayOpen: true };

    /// <summary>
    /// Whether this is the attribute, at any depth: <c>encrypted</c> matches <c>root_block_device[0].encrypted</c>.
    /// <paramref name="plain"/> must be in the form of <see cref="PlainName.Of"/>.
    /// </summary>
    public bool Is(string plain) => PlainName.Ends(Attribute, plain);

    public static string? TextOf(PlanValue? value) => value switch
    {
        PlanValue.Text text => text.Value,
        PlanValue.Number number => number.Digits,
        PlanValue.Boolean boolean => boolean.Value ? "true" : "false",
        PlanValue.Masked masked => masked.VisibleText,
        _ => null,
    };

    /// <summary>Whether the value, or an element of it, is hidden.</summary>
    public static bool HidesAny(PlanValue value) => value switch
    {
        PlanValue.List list => list.Items.Any(HidesAny),
        PlanValue.Map map => map.Entries.Any(entry => HidesAny(entry.Value)),
        _ => IsMarker(value),
    };

    /// <summary>
    /// The leaves whose masked part may expose something and that did not exist before with the same value.
    /// </summary>
    public static IEnumerable<Leaf> NewlyMasked(IEnumerable<Leaf> before, IEnumerable<Leaf> after)
    {
        var known = before.Where(leaf => leaf.MayOpen).Select(leaf => (leaf.Path, leaf.Value)).ToHashSet();
        return after.Where(leaf => leaf.MayOpen && !known.Contains((leaf.Path, leaf.Value)));
    }

    public static List<Leaf> Of(PlanValue value) => Of(value, (_, _) => true);

    /// <param name="enters">Whether to include an object's leaves, given the attribute that contains the
    /// object.</param>
    public static List<Leaf> Of(PlanValue value, Func<string, PlanValue.Map, bool> enters)
    {
        var found = new List<Leaf>();
        if (value is PlanValue.Map root) AddMembers(root, "", "", enters, found);
        return found;
    }

    private static bool IsMarker(PlanValue value) =>
        value is PlanValue.Unknown or PlanValue.Sensitive or PlanValue.Masked;

    private static void AddMembers(
        PlanValue.Map map, string path, string attribute, Func<string, PlanValue.Map, bool> enters, List<Leaf> found)
    {
        if (!enters(attribute, map)) return;
        var entries = map.Entries;
        for (var i = 0; i < entries.Count; i++)
        {
            var (key, value) = entries[i];
            var memberPath = AttributePath.Key(path, key);
            // Outside lists the attribute equals the path, so both share one string.
            Add(
                value, memberPath, ReferenceEquals(path, attribute) ? memberPath : AttributePath.Key(attribute, key),
                map, enters, found);
        }
    }

    private static void Add(
        PlanValue value, string path, string attribute, PlanValue.Map owner, Func<string, PlanValue.Map, bool> enters,
        List<Leaf> found)
    {
        if (value is PlanValue.Map map) AddMembers(map, path, attribute, enters, found);
        else if (value is not PlanValue.List { Items: var items }) found.Add(new Leaf(path, attribute, value, owner));
        else
        {
            for (var i = 0; i < items.Count; i++)
            {
                var itemPath = items[i] is PlanValue.Map or PlanValue.List ? AttributePath.Index(path, i) : path;
                Add(items[i], itemPath, attribute, owner, enters, found);
            }
        }
    }
}
