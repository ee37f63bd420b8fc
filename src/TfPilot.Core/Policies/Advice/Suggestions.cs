using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>A kind of advice as documented: what it detects, and why it matters.</summary>
public sealed record SuggestionRule(string Id, string Meaning, string Reason);

/// <summary>
/// Advice for created and changed resources. Sensitive and unknown values never cause advice, and advice never affects
/// the verdict.
/// </summary>
public static class Suggestions
{
    public static IReadOnlyList<SuggestionRule> All { get; } = [.. BetterValues.Rules, InstanceGenerations.Rule,
        UnattachedElasticIps.Rule];

    /// <summary>
    /// The relevant attributes and blocks per type, because resources are large and the tables need few attributes.
    /// </summary>
    private static readonly Dictionary<string, string[]> AttributesByType = BetterValues.Table
        .SelectMany(row => row.Types.Select(type => (type, row.Attribute)))
        .Concat(InstanceGenerations.Table.SelectMany(sized => sized.Where))
        .Concat(
            UnattachedElasticIps.Table.SelectMany(kind => kind.Settled.Select(by => by.Attribute).Append(kind.Attribute)
                .Select(attribute => (kind.Type, attribute))))
        .GroupBy(row => row.Item1, row => row.Item2.Split('.')[0], StringComparer.Ordinal)
        .ToDictionary(
            type => type.Key, type => type.Distinct().Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

    /// <summary>In plan order.</summary>
    public static IReadOnlyList<Suggestion> Of(Plan plan)
    {
        var addresses = new UnattachedElasticIps(plan.Graph);
        var openers = new ObjectOpeners();
        return [.. plan.Changes.Where(IsConcerned)
            .SelectMany(change => In(change, AttributesByType[change.Type], openers, addresses))];
    }

    private static bool IsConcerned(ResourceChange change) =>
        !change.IsData && change.Deposed is null
        && (change.Action is PlanAction.Create or PlanAction.Update || change.Action.IsReplace())
        && AttributesByType.ContainsKey(change.Type);

    private static IReadOnlyList<Suggestion> In(
        ResourceChange change, string[] looked, ObjectOpeners openers, UnattachedElasticIps addresses)
    {
        var leaves = openers.Of(change.Type).Open(change.After) is PlanValue.Map map ? Leaf.Of(Part(map, looked)) : [];
        return [.. BetterValues.In(change, leaves), .. InstanceGenerations.In(change, leaves),
            .. addresses.In(change, leaves)];
    }

    /// <summary>The object with only these members, so that no other member is parsed.</summary>
    private static PlanValue.Map Part(PlanValue.Map map, string[] names)
    {
        var entries = new List<KeyValuePair<string, PlanValue>>();
        foreach (var name in names)
        {
            if (map.Find(name) is { } value) entries.Add(new(name, value));
        }

        return new(entries);
    }
}
