using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A plain value, marker or null inside an object. <paramref name="Path"/> is the way to it (the elements of a list of plain values
/// share their list's path), <paramref name="Attribute"/> the same without indices, <paramref name="Owner"/> the object it stands in.
/// </summary>
internal sealed record Leaf(string Path, string Attribute, PlanValue Value, PlanValue.Map Owner)
{
    /// <summary>The value as a plan writes it; null when there is none or it is hidden.</summary>
    public string? Text => Value switch
    {
        PlanValue.Text text => text.Value,
        PlanValue.Number number => number.Digits,
        PlanValue.Boolean boolean => boolean.Value ? "true" : "false",
        _ => null,
    };

    public bool IsHidden => Value is PlanValue.Unknown or PlanValue.Sensitive or PlanValue.Masked;

    /// <summary>Whether this is the attribute, at any depth: <c>encrypted</c> is at <c>root_block_device[0].encrypted</c>.</summary>
    public bool Is(string attribute) => Ends(Attribute, attribute);

    public static IEnumerable<Leaf> Of(PlanValue value) => Of(value, (_, _) => true);

    /// <param name="enters">Whether to look into an object, given the attribute that holds it.</param>
    public static IEnumerable<Leaf> Of(PlanValue value, Func<string, PlanValue.Map, bool> enters) =>
        value is PlanValue.Map root ? In(root, "", "", enters) : [];

    public static bool Ends(string attribute, string name) =>
        attribute.EndsWith(name, StringComparison.Ordinal) && (attribute.Length == name.Length || attribute[^(name.Length + 1)] == '.');

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
