using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Formats attribute changes for a <c>diff</c> fence: <c>!</c> changed, <c>+</c> added, <c>-</c> removed. GitHub colors
/// lines by the first column only, so lines of a value are indented.
/// </summary>
internal static class DiffText
{
    private const int PathColumns = 80;
    private const int AlignedPathColumns = 36;
    private const int ValueColumns = 90;

    public static IReadOnlyList<string> Lines(IReadOnlyList<AttributeChange> attributes, int most)
    {
        // An empty object differs from a missing one but has no attribute to name.
        attributes = [.. attributes.Where(attribute => attribute.Path.Length > 0)];
        var shown = attributes.Take(most).ToList();
        var width = shown.Select(attribute => TextColumns.Of(Path(attribute)))
            .Where(columns => columns <= AlignedPathColumns).DefaultIfEmpty(0).Max();
        List<string> lines = [.. shown.SelectMany(attribute => Lines(attribute, width))];
        if (attributes.Count > most) lines.Add($"  … {Words.Count(attributes.Count - most, "more attribute")}");
        return lines;
    }

    private static IEnumerable<string> Lines(AttributeChange attribute, int width)
    {
        var start = $"{Sign(attribute)} {TextColumns.Pad(Path(attribute), width)}   ";
        var end = attribute.ForcesReplacement ? "   # forces replacement" : "";
        if (ValueDiff.Of(attribute.Before, attribute.After, ValueColumns) is not { } diff)
            return [$"{start}{Value(attribute)}{end}"];
        return [$"{start}({diff.Summary}){end}", .. diff.Lines.Select(line => $"{line.Sign}     {line.Text}")];
    }

    private static string Value(AttributeChange attribute)
    {
        var isHidden = attribute is { Before: PlanValue.Sensitive, After: PlanValue.Sensitive }
            or { After: PlanValue.Masked { Changed: true } };
        if (isHidden || attribute.Before is null) return ValueText.Of(attribute.After, ValueColumns);
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

    private static string Path(AttributeChange attribute) =>
        TextColumns.Cut(VisibleText.Of(attribute.Path), PathColumns);
}
