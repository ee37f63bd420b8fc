using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Attribute changes as lines for a <c>diff</c> fence: <c>!</c> changes, <c>+</c> comes, <c>-</c> goes. Only the first column colours a line,
/// so lines of a value stand behind a gutter.
/// </summary>
internal static class DiffText
{
    private const int PathColumns = 80;
    private const int AlignedPathColumns = 36;
    private const int ValueColumns = 90;
    private const int MostTextLines = 24;

    public static IReadOnlyList<string> Lines(IReadOnlyList<AttributeChange> attributes, int most)
    {
        // An empty object differs from none, but it has no attribute to name.
        attributes = [.. attributes.Where(attribute => attribute.Path.Length > 0)];
        var shown = attributes.Take(most).ToList();
        var width = shown.Select(attribute => TextColumns.Of(Path(attribute))).Where(columns => columns <= AlignedPathColumns).DefaultIfEmpty(0).Max();
        List<string> lines = [.. shown.SelectMany(attribute => Lines(attribute, width))];
        if (attributes.Count > most) lines.Add($"  … {Words.Count(attributes.Count - most, "more attribute")}");
        return lines;
    }

    private static IEnumerable<string> Lines(AttributeChange attribute, int width)
    {
        var start = $"{Sign(attribute)} {TextColumns.Pad(Path(attribute), width)}   ";
        var end = attribute.ForcesReplacement ? "   # forces replacement" : "";
        return attribute is { Before: PlanValue.Text before, After: PlanValue.Text after } && (before.Value.Contains('\n') || after.Value.Contains('\n'))
            ? TextLines(start, before.Value, after.Value, end)
            : [$"{start}{Value(attribute)}{end}"];
    }

    private static IEnumerable<string> TextLines(string start, string before, string after, string end)
    {
        var lines = LineDiff.Of(before, after);
        var differing = Math.Max(lines.Count(line => line.Sign == '-'), lines.Count(line => line.Sign == '+'));
        yield return $"{start}({Words.Count(differing, "line")} differ{(differing == 1 ? "s" : "")}){end}";
        foreach (var (sign, text) in lines.Take(MostTextLines)) yield return $"{sign}     {TextColumns.Cut(VisibleText.Of(text), ValueColumns)}";
        if (lines.Count > MostTextLines) yield return $"      … {Words.Count(lines.Count - MostTextLines, "more line")}";
    }

    private static string Value(AttributeChange attribute)
    {
        if (attribute is { Before: PlanValue.Sensitive, After: PlanValue.Sensitive } || attribute.Before is null) return ValueText.Of(attribute.After, ValueColumns);
        if (attribute.After is null) return ValueText.Of(attribute.Before, ValueColumns);
        var (before, after) = ValueText.Pair(attribute.Before, attribute.After, ValueColumns);
        return $"{before} → {after}";
    }

    private static char Sign(AttributeChange attribute) => attribute switch
    {
        { Before: null } => '+',
        { After: null } => '-',
        _ => '!',
    };

    private static string Path(AttributeChange attribute) => TextColumns.Cut(VisibleText.Of(attribute.Path), PathColumns);
}
