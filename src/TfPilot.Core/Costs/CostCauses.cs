using System.Globalization;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Costs;

/// <summary>
/// Explains briefly why a resource's cost changes: the two most expensive lines of its bill that differ.
/// </summary>
internal static partial class CostCauses
{
    private const int Max = 2;

    public static string Of(ResourceCost cost) => (cost.Before, cost.After) switch
    {
        (null, { } now) => HighestPriced(now),
        ({ }, null) => "",
        ({ } old, { } now) => string.Join(", ", HighestPriced(Pairs(old, now)).Select(Words)),
        _ => "",
    };

    private static string HighestPriced(PricedResource resource) => resource.Components
        .Where(component => component.Monthly > 0)
        .OrderByDescending(component => component.Monthly)
        .Select(component => component.Name)
        .FirstOrDefault() ?? "";

    private static IEnumerable<Pair> HighestPriced(IEnumerable<Pair> pairs) =>
        pairs.Where(pair => pair.Delta != 0).OrderByDescending(pair => Math.Abs(pair.Delta)).Take(Max);

    /// <summary>Pairs lines with equal names first, then lines whose names match up to the bracket, in order.</summary>
    private static IEnumerable<Pair> Pairs(PricedResource before, PricedResource after)
    {
        var named = Queues(before.Components, component => component.Name);
        var unmatched = new List<CostComponent>();
        foreach (var now in after.Components)
        {
            if (named.GetValueOrDefault(now.Name) is { Count: > 0 } same) yield return new(same.Dequeue(), now);
            else unmatched.Add(now);
        }

        var left = named.Values.SelectMany(same => same).ToHashSet(ReferenceEqualityComparer.Instance);
        var alike = Queues(before.Components.Where(left.Contains), component => Stem(component.Name));
        foreach (var now in unmatched)
            yield return new(
                alike.GetValueOrDefault(Stem(now.Name)) is { Count: > 0 } same ? same.Dequeue() : null, now);
        foreach (var removed in alike.Values.SelectMany(same => same)) yield return new(removed, null);
    }

    private static Dictionary<string, Queue<CostComponent>> Queues(
        IEnumerable<CostComponent> components, Func<CostComponent, string> key) =>
        components.GroupBy(key, StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => new Queue<CostComponent>(same), StringComparer.Ordinal);

    private static string Words(Pair pair) => pair switch
    {
        { Before: null, After: { } now } => $"new: {now.Name}",
        { Before: { } old, After: null } => $"removed: {old.Name}",
        { Before: { } old, After: { } now } when old.Name != now.Name => Differing(old.Name, now.Name),
        { Before: { Quantity: { } was } old, After: { Quantity: { } now } } when was != now =>
            $"{old.Name} {Number(was)} → {Number(now)} {old.Unit}",
        { After: { } now } => $"{now.Name}: price changed",
        _ => "",
    };

    /// <summary>The parts that differ, such as <c>db.m6g.large → db.m7g.xlarge</c> of two long names.</summary>
    private static string Differing(string before, string after)
    {
        var (old, now) = (Parts(before), Parts(after));
        var differing = old.Zip(now).Where(pair => pair.First != pair.Second).ToList();
        return old.Length == now.Length && differing.Count <= Max
            ? string.Join(", ", differing.Select(pair => $"{pair.First} → {pair.Second}"))
            : $"{before} → {after}";
    }

    private static string[] Parts(string name) => Separators().Split(name).Where(part => part.Length > 0).ToArray();

    private static string Stem(string name) => name.Split('(')[0].Trim();

    private static string Number(decimal quantity) => quantity.ToString("#,0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[(),]\s*|(?<!\s)\s+\(", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Separators();

    private sealed record Pair(CostComponent? Before, CostComponent? After)
    {
        public decimal Delta => (After?.Monthly ?? 0) - (Before?.Monthly ?? 0);
    }
}
