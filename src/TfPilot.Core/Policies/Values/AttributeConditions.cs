using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>A path and the condition for its values, for resources of one type.</summary>
internal sealed record AttributeCondition(string Key, ValuePath Path, ValueMatcher Matcher)
{
    private PlanValue? passed;

    /// <summary>
    /// Whether this very value is known to pass. Resources of a type have many equal values, and equal values in
    /// sequence are read once, so that the condition is evaluated once for them.
    /// </summary>
    public bool HasPassed(PlanValue value) => ReferenceEquals(passed, value);

    public void RememberPass(PlanValue value) => passed = value;
}

/// <summary>The conditions of a rule with parsed paths, shared by all resources of a type.</summary>
internal sealed record AttributeConditions(
    ValuePath Each, AttributeCondition[] Require, AttributeCondition[] Forbid, AttributeCondition[] ForbidAll)
{
    public static AttributeConditions Of(AttributeRule rule, Func<string, ValuePath> pathOf) => new(
        pathOf(rule.Each ?? ""), Read(rule.Require, pathOf), Read(rule.Forbid, pathOf), Read(rule.ForbidAll, pathOf));

    /// <summary>Whether a condition is about one of these attributes as a whole.</summary>
    public bool IsAbout(IReadOnlyList<string> attributes) => attributes.Count > 0 && Each.First.Length == 0
        && Require.Concat(Forbid).Concat(ForbidAll).Any(condition => attributes.Contains(condition.Path.Text));

    private static AttributeCondition[] Read(
        IReadOnlyDictionary<string, ValueMatcher> conditions, Func<string, ValuePath> pathOf) =>
        [.. conditions.Select(
            condition => new AttributeCondition(condition.Key, pathOf(condition.Key), condition.Value))];
}
