namespace TfPilot.Core.Policies;

/// <summary>A path and the condition for its values.</summary>
internal sealed record AttributeCondition(string Key, ValuePath Path, ValueMatcher Matcher);

/// <summary>The conditions of a rule with parsed paths, shared by all resources.</summary>
internal sealed record AttributeConditions(
    ValuePath Each, AttributeCondition[] Require, AttributeCondition[] Forbid, AttributeCondition[] ForbidAll)
{
    public static AttributeConditions Of(AttributeRule rule) =>
        new(ValuePath.Of(rule.Each ?? ""), Read(rule.Require), Read(rule.Forbid), Read(rule.ForbidAll));

    private static AttributeCondition[] Read(IReadOnlyDictionary<string, ValueMatcher> conditions) =>
        [.. conditions.Select(
            condition => new AttributeCondition(condition.Key, ValuePath.Of(condition.Key), condition.Value))];
}
