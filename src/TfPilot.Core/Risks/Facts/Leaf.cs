using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A plain value, marker or null inside an object. <paramref name="Path"/> is the way to it (the elements of a list of
/// plain values share their list's path), <paramref name="Attribute"/> the same without indices,
/// <paramref name="Owner"/> the object it stands in.
/// </summary>
internal sealed record Leaf(string Path, string Attribute, PlanValue Value, PlanValue.Map Owner)
{
    /// <summary>
    /// The value as a plan writes it, with a word in place of what is masked; null when there is none or it is hidden.
    /// </summary>
    public string? Text => TextOf(Value);

    public bool IsHidden => IsMarker(Value);

    /// <summary>What is masked in it may open something.</summary>
    public bool MayOpen => Value is PlanValue.Masked { MayOpen: true };

    /// <summary>
    /// Whether this is the attribute, at any depth: <c>encrypted</c> is at <c>root_block_device[0].encrypted</c>.
    /// <paramref name="plain"/> is as <see cref="PlainName.Of"/> has it.
    /// </summary>
    public bool Is(string plain) => PlainName.Ends(Attribute, plain);

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

    /// <summary>The leaves that may open something by what is masked, and were not there before.</summary>
    public static IEnumerable<Leaf> NewlyMasked(IEnumerable<Leaf> before, IEnumerable<Leaf> after)
    {
        var known = before.Where(leaf => leaf.MayOpen).Select(leaf => (leaf.Path, leaf.Value)).ToHashSet();
        return after.Where(leaf => leaf.MayOpen && !known.Contains((leaf.Path, leaf.Value)));
    }

    public static List<Leaf> Of(PlanValue value) => Of(value, (_, _) => true);

    /// <param name="enters">Whether to look into an object, given the attribute that holds it.</param>
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
            var way = AttributePath.Key(path, key);
            // Outside lists the attribute is the path, and the same text serves both.
            Add(value, way, ReferenceEquals(path, attribute) ? way : AttributePath.Key(attribute, key), map, enters,
                found);
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
                var way = items[i] is PlanValue.Map or PlanValue.List ? AttributePath.Index(path, i) : path;
                Add(items[i], way, attribute, owner, enters, found);
            }
        }
    }
}
