using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>An attribute that identifies elements, and the pairs that it finds.</summary>
internal sealed record ElementKey(string Name, IReadOnlyList<(int Before, int After)> Pairs);

/// <summary>
/// Finds the attribute that identifies the elements of two lists: one whose values are unique on each side and which
/// explains the change with the fewest differences. Names that usually identify are preferred.
/// </summary>
internal static class ElementKeys
{
    private const int MaxCandidates = 6;

    /// <summary>Elements that are found only by a number or any text must have this much in common.</summary>
    private const double MinSimilarity = 0.34;

    /// <summary>The first of these that exists is shown; the last words of longer names count too.</summary>
    private static readonly string[] Names = ["name", "key", "id", "arn", "sid", "uid"];

    private static readonly string[] Ranks = ["priority", "order", "number", "rank", "index", "position"];

    /// <summary>
    /// How well a name identifies, 0 is best: a name, a longer name that ends with such a word, a rank, anything else.
    /// </summary>
    public static int RankOf(string name)
    {
        if (Names.Contains(name, StringComparer.OrdinalIgnoreCase)) return 0;
        if (Names.Any(word => EndsWithWord(name, word))) return 1;
        return Ranks.Any(word => name.Equals(word, StringComparison.OrdinalIgnoreCase) || EndsWithWord(name, word))
            ? 2 : 3;
    }

    /// <summary>The order in which keys are shown: by rank, then as listed, then by the alphabet.</summary>
    public static IOrderedEnumerable<string> Ordered(IEnumerable<string> names) => names.OrderBy(RankOf)
        .ThenBy(name => Array.FindIndex(Names, word => word.Equals(name, StringComparison.OrdinalIgnoreCase)))
        .ThenBy(name => name, StringComparer.Ordinal);

    /// <summary>Null when no attribute finds a pair among the elements that are left.</summary>
    public static ElementKey? Best(
        IReadOnlyList<PlanValue> before, IReadOnlyList<PlanValue> after,
        IReadOnlyList<int> removed, IReadOnlyList<int> added)
    {
        var found = Ordered(Shared(before, after, removed, added)).Take(MaxCandidates)
            .Select(name => Find(name, before, after, removed, added)).OfType<ElementKey>();
        // Where only one pair is possible, the best name will do.
        if (removed.Count == 1 && added.Count == 1) return found.FirstOrDefault();
        var candidates = found.ToList();
        return candidates.Count < 2 ? candidates.FirstOrDefault()
            : candidates.MinBy(key => Cost(key, before, after, removed, added));
    }

    /// <summary>A value that can identify: a text or number.</summary>
    public static bool Identifies(PlanValue? value) =>
        value is PlanValue.Text { Value.Length: > 0 } or PlanValue.Number;

    /// <summary>The attributes with a value that both a removed and an added element have.</summary>
    private static HashSet<string> Shared(
        IReadOnlyList<PlanValue> before, IReadOnlyList<PlanValue> after,
        IReadOnlyList<int> removed, IReadOnlyList<int> added)
    {
        var values = new HashSet<(string, PlanValue)>();
        foreach (var (name, value) in removed.SelectMany(index => Members(before[index]))) values.Add((name, value));
        return [.. added.SelectMany(index => Members(after[index])).Where(member => values.Contains(
            (member.Key, member.Value))).Select(member => member.Key)];
    }

    private static IEnumerable<KeyValuePair<string, PlanValue>> Members(PlanValue element) =>
        element is PlanValue.Map map ? map.Entries.Where(entry => Identifies(entry.Value)) : [];

    private static ElementKey? Find(
        string name, IReadOnlyList<PlanValue> before, IReadOnlyList<PlanValue> after,
        IReadOnlyList<int> removed, IReadOnlyList<int> added)
    {
        if (Places(name, before) is not { } left || Places(name, after) is not { } right) return null;
        var open = removed.ToHashSet();
        var isWeak = RankOf(name) >= 2;
        var pairs = added.Where(index => ValueOf(after[index], name) is { } value && left.TryGetValue(value, out var at)
                && open.Contains(at) && right[value] == index)
            .Select(index => (Before: left[ValueOf(after[index], name)!], After: index))
            .Where(pair => !isWeak || SimilarElements.Ratio(before[pair.Before], after[pair.After]) >= MinSimilarity)
            .ToList();
        return pairs.Count == 0 ? null : new(name, pairs);
    }

    /// <summary>Where each value is; null when two elements have the same.</summary>
    private static Dictionary<PlanValue, int>? Places(string name, IReadOnlyList<PlanValue> list)
    {
        var places = new Dictionary<PlanValue, int>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            WorkBudget.Spend();
            if (ValueOf(list[i], name) is { } value && !places.TryAdd(value, i)) return null;
        }

        return places;
    }

    private static PlanValue? ValueOf(PlanValue element, string name) =>
        element is PlanValue.Map map && map.Find(name) is { } value && Identifies(value) ? value : null;

    private static double Cost(
        ElementKey key, IReadOnlyList<PlanValue> before, IReadOnlyList<PlanValue> after,
        IReadOnlyList<int> removed, IReadOnlyList<int> added)
    {
        var inPairs = key.Pairs.Sum(pair => Differences(before[pair.Before], after[pair.After]));
        var lefts = key.Pairs.Select(pair => pair.Before).ToHashSet();
        var rights = key.Pairs.Select(pair => pair.After).ToHashSet();
        var alone = removed.Where(index => !lefts.Contains(index)).Sum(index => Size(before[index]))
            + added.Where(index => !rights.Contains(index)).Sum(index => Size(after[index]));
        var weight = RankOf(key.Name) switch { 0 or 1 => 1, 2 => 1.5, _ => 2 };
        return (inPairs + alone) * weight;
    }

    private static int Size(PlanValue element) => element is PlanValue.Map map ? 1 + map.Entries.Count : 1;

    private static int Differences(PlanValue before, PlanValue after)
    {
        if (before is not PlanValue.Map left || after is not PlanValue.Map right) return 1;
        return left.Entries.Select(entry => entry.Key).Union(right.Entries.Select(entry => entry.Key))
            .Count(key => !VisibleValue.Same(left.Find(key), right.Find(key)));
    }

    private static bool EndsWithWord(string name, string word) =>
        name.Length > word.Length && name.EndsWith(word, StringComparison.OrdinalIgnoreCase)
        && (name[^(word.Length + 1)] is '_' or '-' || char.IsUpper(name[^word.Length]));
}
