using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>Writes many values on as few lines as the width allows, without cutting a list.</summary>
internal static class ValueLines
{
    private const int MaxElementLines = 16;
    private const int MaxItemLines = 60;

    /// <summary>The leaves of an element, such as <c>from_port = 443, cidr_blocks = ["10.0.0.0/8"]</c>.</summary>
    public static IReadOnlyList<string> OfElement(PlanValue element, int columns) =>
        Wrapped(
            Leaves("", element).SelectMany(leaf => Pieces(leaf.Path, leaf.Value, columns)), columns, MaxElementLines);

    /// <summary>Leaves by their paths.</summary>
    public static IReadOnlyList<string> OfPaths(PlanValue.Map leaves, int columns) =>
        Wrapped(leaves.Entries.SelectMany(leaf => Pieces(leaf.Key, leaf.Value, columns)), columns, MaxElementLines);

    /// <summary>The elements of a list of plain values.</summary>
    public static IReadOnlyList<string> OfItems(IReadOnlyList<PlanValue> items, int columns) =>
        Wrapped(items.Select((item, i) => Piece(ValueText.Of(item, columns - 1), i < items.Count - 1)),
            columns, MaxItemLines);

    /// <summary>Leaves with a value; attributes that are null or an empty container are left out.</summary>
    private static IEnumerable<(string Path, PlanValue Value)> Leaves(string path, PlanValue value) => value switch
    {
        PlanValue.Map { Entries.Count: > 0 } map =>
            map.Entries.SelectMany(entry => Leaves(AttributePath.Key(path, entry.Key), entry.Value)),
        PlanValue.List { Items.Count: > 0 } list when !AttributeDiff.IsPlain(list) =>
            list.Items.SelectMany((item, i) => Leaves(AttributePath.Index(path, i), item)),
        PlanValue.Text => [(path, value)],
        _ => PlanValue.IsEmpty(value) ? [] : [(path, value)],
    };

    private static IEnumerable<string> Pieces(string path, PlanValue value, int columns)
    {
        var name = path.Length == 0 ? "" : $"{VisibleText.Of(path)} = ";
        if (value is not PlanValue.List { Items.Count: > 1 } list)
            return [Piece(name + ValueText.Of(value, columns), hasNext: true)];
        return list.Items.Select((item, i) => Piece(
            $"{(i == 0 ? $"{name}[" : "")}{ValueText.Of(item, columns)}{(i == list.Items.Count - 1 ? "]" : "")}",
            hasNext: true));
    }

    private static string Piece(string text, bool hasNext) => hasNext ? $"{text}," : text;

    private static List<string> Wrapped(IEnumerable<string> pieces, int columns, int max)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var more = 0;
        foreach (var piece in pieces)
        {
            if (line.Length > 0 && TextColumns.Of(line.ToString()) + 1 + TextColumns.Of(piece) > columns)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            if (lines.Count == max) more++;
            else line.Append(line.Length > 0 ? " " : "").Append(piece);
        }

        if (more == 0 && line.Length > 0) lines.Add(line.ToString().TrimEnd(','));
        else if (more > 0) lines.Add($"… {Words.Count(more, "more value")}");
        return lines;
    }
}
