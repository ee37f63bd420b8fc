namespace TfPilot.Core.Policies;

/// <summary>A path with what its values are held against.</summary>
internal sealed record AttributeCondition(string Key, ValuePath Path, ValueMatcher Matcher);

/// <summary>The conditions of a rule with their paths read, once for all objects.</summary>
internal sealed record AttributeConditions(ValuePath Each, AttributeCondition[] Require, AttributeCondition[] Forbid, AttributeCondition[] ForbidAll)
{
    public static AttributeConditions Of(AttributeRule rule) => new(ValuePath.Of(rule.Each ?? ""), Read(rule.Require), Read(rule.Forbid), Read(rule.ForbidAll));

    private static AttributeCondition[] Read(IReadOnlyDictionary<string, ValueMatcher> conditions) =>
        [.. conditions.Select(condition => new AttributeCondition(condition.Key, ValuePath.Of(condition.Key), condition.Value))];
}
