using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>The facts that rules evaluate; shared values are computed once.</summary>
internal sealed class PolicyFacts
{
    private readonly ObjectOpeners openers = new();
    private readonly Dictionary<AttributeRule, AttributeConditions> conditions = new(
        ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, EffectiveRule[]> byType = new(StringComparer.Ordinal);

    public PolicyFacts(Plan plan, PolicyContext context)
    {
        Plan = plan;
        Context = context;
        Rules = [.. context.Settings.Rules.Select((rule, order) => new EffectiveRule(rule, context, order))];
        Providers = new(plan);
    }

    public Plan Plan { get; }

    public PolicyContext Context { get; }

    public string? Environment => Context.Environment;

    public IReadOnlyList<EffectiveRule> Rules { get; }

    public ProviderArguments Providers { get; }

    public IEnumerable<Subject> Subjects =>
        Plan.Changes.Concat(Plan.Unchanged).Where(change => !change.IsData && change.Deposed is null)
        .Select(change => new Subject(change, openers.Of(change.Type)));

    /// <summary>The rules that apply to resources of a type, narrowed to it.</summary>
    public IReadOnlyList<EffectiveRule> RulesFor(string type)
    {
        if (!byType.TryGetValue(type, out var rules))
        {
            byType[type] = rules = [.. Rules.Select(rule => rule.For(type, Context.Stateful)).OfType<EffectiveRule>()];
        }

        return rules;
    }

    public AttributeConditions ConditionsOf(AttributeRule rule) =>
        conditions.TryGetValue(rule, out var known) ? known : conditions[rule] = AttributeConditions.Of(rule);
}
