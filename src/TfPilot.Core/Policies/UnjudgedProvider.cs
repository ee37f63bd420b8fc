using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// A provider that the rules about tags, regions and sizes do not know, and the number of its resources in the scope of
/// such a rule. They are neither right nor wrong, so this changes no verdict, but the review says so.
/// </summary>
public sealed record UnjudgedProvider(string Provider, int Resources)
{
    /// <summary>By name; empty when no such rule is set.</summary>
    public static IReadOnlyList<UnjudgedProvider> Of(Plan plan, PolicyContext context)
    {
        EffectiveRule[] rules =
            [.. context.Settings.Rules.Select((rule, order) => new EffectiveRule(rule, context, order)).Where(Reads)];
        return rules.Length == 0 ? [] :
        [
            .. plan.Changes.Concat(plan.Unchanged)
                .Where(change => !change.IsData && change.Deposed is null && ProviderTable.Of(change.Type) is null)
                .Where(change => Array.Exists(rules, rule => Concerns(rule, change, context)))
                .GroupBy(change => NameOf(change), StringComparer.Ordinal)
                .OrderBy(provider => provider.Key, StringComparer.Ordinal)
                .Select(provider => new UnjudgedProvider(provider.Key, provider.Count())),
        ];
    }

    /// <summary>Whether the rule reads the <see cref="ProviderTable"/>.</summary>
    private static bool Reads(EffectiveRule rule) =>
        rule.Kind is RuleKind.Tags or RuleKind.Regions or RuleKind.Sizes;

    private static bool Concerns(EffectiveRule rule, ResourceChange change, PolicyContext context) =>
        rule.Scope.Covers(change) && rule.Kind switch
        {
            RuleKind.Tags tags => !tags.Except.Matches(change.Type, context.Stateful),
            RuleKind.Sizes sizes => sizes.Allow.FirstOrDefault(
                size => size.Types.Matches(change.Type, context.Stateful)) is { Allow.Items: not ["*"] },
            _ => true,
        };

    private static string NameOf(ResourceChange change) =>
        ProvidersCheck.FullName(change.Provider.Length > 0 ? change.Provider : change.Type.Split('_')[0]);
}
