using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Formats differences for a <c>diff</c> fence: <c>!</c> changed, <c>+</c> added, <c>-</c> removed. GitHub colors lines
/// by the first column only, so lines of a value are indented.
/// </summary>
internal static class DiffText
{
    private const int PathColumns = 120;
    private const int AlignedPathColumns = 36;
    public const int ValueColumns = 90;
    private const int ElementColumns = 110;

    public static IReadOnlyList<string> Lines(IReadOnlyList<ShownChange> changes, int max)
    {
        // An empty object differs from a missing one but has no attribute to name.
        changes = [.. changes.Where(change => change.Path.Length > 0)];
        var shown = changes.Take(max).ToList();
        var width = shown.Select(change => TextColumns.Of(Path(change)))
            .Where(columns => columns <= AlignedPathColumns).DefaultIfEmpty(0).Max();
        List<string> lines = [.. shown.SelectMany(change => Lines(change, width))];
        if (changes.Count > max) lines.Add($"  … {Words.Count(changes.Count - max, "more attribute")}");
        return lines;
    }

    private static IEnumerable<string> Lines(ShownChange change, int width)
    {
        var start = $"{Sign(change)} {TextColumns.Pad(Path(change), width)}   ";
        var end = $"{(change.ForcesReplacement ? "   # forces replacement" : "")}" +
            (change.Note is { } note && (change.Before ?? change.After) is not null ? $"   # {note}" : "");
        if (change.Before is null && change.After is null) return [$"{start}({change.Note})"];
        if (change.IsOrderOnly) return [$"{start}{Order((PlanValue.List)change.Before!, change.After!)}{end}"];
        if (change.IsElement) return Element(change, start, end);
        if (ValueDiff.Of(change.Before, change.After, ValueColumns) is not { } diff)
            return [$"{start}{Value(change)}{end}"];
        return [$"{start}({diff.Summary}){end}", .. diff.Lines.Select(line => $"{line.Sign}     {line.Text}")];
    }

    /// <summary>A short list is shown with its old and new order.</summary>
    private static string Order(PlanValue.List before, PlanValue after)
    {
        const int MaxShort = 40;
        var (was, becomes) = (ValueText.Of(before, MaxShort), ValueText.Of(after, MaxShort));
        return AttributeDiff.IsPlain(before) && !was.EndsWith('…') && !becomes.EndsWith('…')
            ? $"{was} → {becomes}   (order only)"
            : $"(order only, {Words.Count(before.Items.Count, "element")})";
    }

    private static IEnumerable<string> Element(ShownChange change, string start, string end)
    {
        if (change is { Before: PlanValue.Map before, After: PlanValue.Map after })
        {
            var keys = before.Entries.Concat(after.Entries).Select(entry => entry.Key).Distinct();
            return
            [
                $"{start}({Words.Count(keys.Count(), "attribute")} differ){end}",
                .. ValueLines.OfPaths(before, ElementColumns).Select(line => $"-     {line}"),
                .. ValueLines.OfPaths(after, ElementColumns).Select(line => $"+     {line}"),
            ];
        }

        var lines = ValueLines.OfElement((change.Before ?? change.After)!, ElementColumns);
        return lines.Count == 1 ? [$"{start}{lines[0]}{end}"]
            : [$"{start.TrimEnd()}{end}", .. lines.Select(line => $"{Sign(change)}     {line}")];
    }

    private static string Value(ShownChange change)
    {
        var isHidden = change is { Before: PlanValue.Sensitive, After: PlanValue.Sensitive }
            or { After: PlanValue.Masked { Changed: true } };
        if (isHidden || change.Before is null) return ValueText.Of(change.After, ValueColumns);
        if (change.After is null) return ValueText.Of(change.Before, ValueColumns);
        var (before, after) = ValueText.Pair(change.Before, change.After, ValueColumns);
        return $"{before} → {after}";
    }

    private static char Sign(ShownChange change) => change switch
    {
        { Before: null, After: null } => '!',
        { Before: null } => '+',
        { After: null } => '-',
        _ => '!',
    };

    private static string Path(ShownChange change) => TextColumns.Truncate(VisibleText.Of(change.Path), PathColumns);
}
