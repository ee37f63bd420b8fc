using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>A kind of hint as the documentation shows it: what is looked for, and why it matters.</summary>
public sealed record SuggestionRule(string Id, string Meaning, string Why);

/// <summary>
/// Hints about objects that are created or changed. What is sensitive or not yet known never gives one, and none ever holds a review up.
/// </summary>
public static class Suggestions
{
    public static IReadOnlyList<SuggestionRule> All { get; } = [.. BetterValues.Rules, Generations.Rule, UnattachedAddresses.Rule];

    private static readonly HashSet<string> Types = new([.. BetterValues.Types, .. Generations.Types, .. UnattachedAddresses.Types], StringComparer.Ordinal);

    /// <summary>In plan order.</summary>
    public static IReadOnlyList<Suggestion> Of(Plan plan)
    {
        var addresses = new UnattachedAddresses(plan.Graph);
        return
        [
            .. plan.Changes.Where(IsWritten)
                .SelectMany(change => BetterValues.In(change).Concat(Generations.In(change)).Concat(addresses.In(change))),
        ];
    }

    private static bool IsWritten(ResourceChange change) =>
        Types.Contains(change.Type) && !change.IsData && change.Deposed is null && (change.Action is PlanAction.Create or PlanAction.Update || change.Action.IsReplace());
}
