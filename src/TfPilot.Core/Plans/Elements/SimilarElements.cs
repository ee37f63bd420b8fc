using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>Pairs elements that no key identifies by what they have in common.</summary>
internal static class SimilarElements
{
    /// <summary>Below half in common, one removed and one added element say more than their differences.</summary>
    private const double MinRatio = 0.5;

    /// <summary>Above this number of comparisons only elements at the same position are compared.</summary>
    private const int MaxComparisons = 10_000;

    public static IEnumerable<(int Before, int After)> Of(
        IReadOnlyList<PlanValue> before, IReadOnlyList<PlanValue> after,
        IReadOnlyList<int> removed, IReadOnlyList<int> added)
    {
        if (removed.Count == 0 || added.Count == 0) return [];
        var constant = Constant([.. before, .. after]);
        var candidates = (long)removed.Count * added.Count <= MaxComparisons
            ? removed.SelectMany(left => added.Select(right => (Before: left, After: right)))
            : removed.Intersect(added).Select(index => (Before: index, After: index));
        var taken = new HashSet<int>();
        var filled = new HashSet<int>();
        // At the same position, what all elements have in common counts too.
        return [.. candidates.Select(pair => (pair, Ratio: Ratio(
                before[pair.Before], after[pair.After], pair.Before == pair.After ? null : constant)))
            .Where(candidate => candidate.Ratio >= MinRatio)
            .OrderByDescending(candidate => candidate.Ratio)
            .ThenBy(candidate => Math.Abs(candidate.pair.Before - candidate.pair.After))
            .Select(candidate => candidate.pair)
            .Where(pair => !taken.Contains(pair.Before) && !filled.Contains(pair.After)
                && taken.Add(pair.Before) && filled.Add(pair.After))];
    }

    /// <summary>The part of the attributes that are equal, without those that are empty on both sides.</summary>
    public static double Ratio(PlanValue before, PlanValue after, HashSet<string>? ignored = null)
    {
        WorkBudget.Spend();
        if (before is PlanValue.List && after is PlanValue.List) return 1;
        if (before is not PlanValue.Map left || after is not PlanValue.Map right) return 0;
        var (equal, all) = (0, 0);
        foreach (var (key, value) in left.Entries)
        {
            var other = right.Find(key);
            if (ignored?.Contains(key) == true || (PlanValue.IsEmpty(value) && PlanValue.IsEmpty(other))) continue;
            all++;
            if (VisibleValue.Same(value, other)) equal++;
        }

        all += right.Entries.Count(entry => !PlanValue.IsEmpty(entry.Value) && left.Find(entry.Key) is null
            && ignored?.Contains(entry.Key) != true);
        return all == 0 ? 1 : (double)equal / all;
    }

    /// <summary>Attributes with the same value everywhere say nothing about which elements belong together.</summary>
    private static HashSet<string> Constant(IReadOnlyList<PlanValue> all)
    {
        if (all.Count < 4 || all[0] is not PlanValue.Map first) return [];
        return [.. first.Entries.Where(entry => all.Skip(1).All(
            element => element is PlanValue.Map map && VisibleValue.Same(map.Find(entry.Key), entry.Value)))
            .Select(entry => entry.Key)];
    }
}
