using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Values that the plan does not show cannot be reviewed.</summary>
internal static class HiddenChanges
{
    public const int PostponedPoints = 10;

    public static readonly RiskFactorRule Rule = new(
        "unknown-values",
        "The plan hides something: more changes will follow, only sensitive values differ, or an attribute that " +
            "other factors read is unknown.",
        "10 once for deferred changes or an incomplete plan; 5 for each update and 5 for each hidden set of attributes")
    {
        FormerId = "blind",
    };

    public static IEnumerable<RiskFactor> In(RiskFacts facts) =>
    [
        .. Postponed(facts.Plan),
        .. facts.Changes.Where(IsHiddenUpdate)
            .Select(change => new RiskFactor(Rule.Id, 5, change.Address, "only sensitive values change")),
        .. facts.Changes.Select(change => Hiding(change, HiddenAttributes(change, facts))).OfType<RiskFactor>(),
    ];

    private static IEnumerable<RiskFactor> Postponed(Plan plan) => plan switch
    {
        { Deferred.Count: > 0 } =>
            [new(Rule.Id, PostponedPoints, null,
                plan.Deferred.Count == 1 ? "1 change is deferred" : $"{plan.Deferred.Count} changes are deferred")],
        { Complete: false } =>
            [new(Rule.Id, PostponedPoints, null, "the plan is incomplete: more changes will follow")],
        _ => [],
    };

    private static RiskFactor? Hiding(ResourceChange change, IReadOnlyList<string> attributes) =>
        attributes.Count == 0 ? null
        : new RiskFactor(Rule.Id, 5, change.Address, $"{string.Join(", ", attributes)} cannot be seen before apply");

    private static bool IsHiddenUpdate(ResourceChange change) =>
        change.Action == PlanAction.Update
        && (MentionsSecret(change.After) || MentionsSecret(change.Before))
        && change.AttributeChanges() is { Count: > 0 } differences
        && differences.All(
            difference => difference.Before is PlanValue.Sensitive || difference.After is PlanValue.Sensitive);

    private static IReadOnlyList<string> HiddenAttributes(ResourceChange change, RiskFacts facts)
    {
        if (!MentionsMarker(change.After)) return [];
        var rules = facts.OpeningsOf(change.Type);
        var kept = change.Action != PlanAction.Create && facts.Settings.Stateful.Contains(change.Type);
        if (!kept && !HiddenNames.MayConcern(rules, change.After)) return [];
        var before = Leaf.Of(change.Before.Value()).Where(leaf => leaf.IsHidden).Select(leaf => (leaf.Path, leaf.Value))
            .ToHashSet();
        return [.. Leaf.Of(change.After.Value(), OpenValues.IsOpen)
            .Where(leaf => leaf.IsHidden && !before.Contains((leaf.Path, leaf.Value)))
            .Where(leaf => rules.Any(rule => rule.MayHideIn(leaf, change.Action))
                || (kept && DataLoss.Attributes.Contains(leaf.Path)))
            .Select(leaf => leaf.Path)
            .Distinct()];
    }

    private static bool MentionsSecret(RedactedJson value) => value.Mentions("""{"$":"sensitive"""u8);

    private static bool MentionsMarker(RedactedJson value) => value.Mentions("""{"$":"""u8);
}
