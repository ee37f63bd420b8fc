using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>A kind of hint as the documentation shows it: what is looked for, and why it matters.</summary>
public sealed record SuggestionRule(string Id, string Meaning, string Why);

/// <summary>
/// Hints about objects that are created or changed. What is sensitive or not yet known never gives one, and none ever holds a review up.
/// </summary>
public static class Suggestions
{
    public static IReadOnlyList<SuggestionRule> All { get; } = [.. BetterValues.Rules, Generations.Rule, UnattachedAddresses.Rule];

    private static readonly HashSet<string> Types =
    [
        .. BetterValues.Table.SelectMany(row => row.Types), .. Generations.Table.SelectMany(sized => sized.Where.Select(place => place.Type)),
        .. UnattachedAddresses.Table.Select(kind => kind.Type),
    ];

    /// <summary>In plan order.</summary>
    public static IReadOnlyList<Suggestion> Of(Plan plan)
    {
        var addresses = new UnattachedAddresses(plan.Graph);
        return [.. plan.Changes.Where(IsConcerned).SelectMany(change => In(change, addresses))];
    }

    private static bool IsConcerned(ResourceChange change) =>
        !change.IsData && change.Deposed is null && (change.Action is PlanAction.Create or PlanAction.Update || change.Action.IsReplace())
        && Types.Contains(change.Type);

    private static IReadOnlyList<Suggestion> In(ResourceChange change, UnattachedAddresses addresses)
    {
        var leaves = Leaf.Of(change.After.Value()).ToList();
        return [.. BetterValues.In(change, leaves), .. Generations.In(change, leaves), .. addresses.In(change, leaves)];
    }
}
