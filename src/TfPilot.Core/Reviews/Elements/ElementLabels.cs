using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Names the elements of a list for the reader: by a key, as in <c>[name="web"]</c>, by up to three attributes that
/// only this element has, or else by its position, as in <c>[3]</c>. Hidden values are never used.
/// </summary>
internal sealed class ElementLabels(IReadOnlyList<PlanValue> list)
{
    private const int ValueColumns = 40;
    private const int MaxAttributes = 3;

    /// <summary>A longer text is a content, not a name; only attributes that are names may be longer.</summary>
    private const int MaxLength = 60;

    private readonly Dictionary<string, Dictionary<PlanValue, int>> counts = new(StringComparer.Ordinal);

    /// <param name="index">The element.</param>
    /// <param name="other">The same element on the other side; what differs does not identify it.</param>
    /// <param name="key">The attribute that is known to identify it, if any.</param>
    public string Of(int index, PlanValue? other = null, string? key = null)
    {
        if (list.Count == 1 || list[index] is not PlanValue.Map element) return $"[{index}]";
        if (key is not null) return Label(element, [key]);
        var names = ElementKeys.Ordered(element.Entries
            .Where(entry => other is not PlanValue.Map map || VisibleValue.Same(entry.Value, map.Find(entry.Key)))
            .Where(entry => IsShort(entry.Value) || ElementKeys.RankOf(entry.Key) <= 1)
            .Select(entry => entry.Key)).ToList();
        var single = names.Find(name => ElementKeys.Identifies(element.Find(name)) && IsUnique(name, element));
        if (single is not null) return Label(element, [single]);
        return Together(element, names) is { } several ? Label(element, several) : $"[{index}]";
    }

    private bool IsUnique(string name, PlanValue.Map element) => Counts(name)[element.Find(name)!] == 1;

    private Dictionary<PlanValue, int> Counts(string name)
    {
        if (counts.TryGetValue(name, out var known)) return known;
        var made = new Dictionary<PlanValue, int>(list.Count);
        foreach (var item in list)
        {
            if (item is PlanValue.Map map && map.Find(name) is { } value && ElementKeys.Identifies(value))
                made[value] = made.GetValueOrDefault(value) + 1;
        }

        return counts[name] = made;
    }

    /// <summary>Adds the attribute that leaves the fewest others, until only this element is left.</summary>
    private List<string>? Together(PlanValue.Map element, IReadOnlyList<string> names)
    {
        var others = list.Where(item => !ReferenceEquals(item, element)).OfType<PlanValue.Map>().ToList();
        var chosen = new List<string>();
        while (others.Count > 0 && chosen.Count < MaxAttributes)
        {
            var best = names.Except(chosen)
                .Select(name => new { Name = name, Left = Sharing(others, name, element) })
                .MinBy(candidate => candidate.Left.Count);
            if (best is null || best.Left.Count == others.Count) return null;
            chosen.Add(best.Name);
            others = best.Left;
        }

        return others.Count == 0 && chosen.Count > 0 ? [.. ElementKeys.Ordered(chosen)] : null;
    }

    private static List<PlanValue.Map> Sharing(List<PlanValue.Map> others, string name, PlanValue.Map element) =>
        [.. others.Where(other => VisibleValue.Same(other.Find(name), element.Find(name)))];

    private static bool IsShort(PlanValue value) => value switch
    {
        PlanValue.Text text => text.Value.Length is > 0 and <= MaxLength,
        PlanValue.Number or PlanValue.Boolean => true,
        PlanValue.List { Items.Count: 1 or 2 } list => list.Items.All(IsShort),
        _ => false,
    };

    private static string Label(PlanValue.Map element, IReadOnlyList<string> names) =>
        $"[{string.Join(", ", names.Select(name => $"{name}={Shown(element.Find(name))}"))}]";

    /// <summary>Long ids differ at their end.</summary>
    private static string Shown(PlanValue? value) => ValueText.Of(
        value is PlanValue.Text { Value.Length: > ValueColumns - 4 } text
            ? new PlanValue.Text($"…{text.Value[^(ValueColumns - 4)..]}") : value, ValueColumns);
}
