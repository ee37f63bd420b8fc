using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>A rule as it applies in this environment, with the settings' defaults.</summary>
internal sealed record EffectiveRule
{
    private readonly PolicySettings settings;

    public EffectiveRule(PolicyRule written, PolicyContext context, int order)
    {
        settings = context.Settings;
        Rule = written.For(context.Environment);
        Kind = Rule.Kind is RuleKind.Regions regions ? Regions.Normalize(regions) : Rule.Kind;
        Order = order;
    }

    public PolicyRule Rule { get; }

    public RuleKind Kind { get; private init; }

    /// <summary>The parsed conditions of an attribute rule that is narrowed to a type.</summary>
    public AttributeConditions[] Conditions { get; private init; } = [];

    /// <summary>Its position in the settings.</summary>
    public int Order { get; }

    public PolicyLevel Level => Rule.Level ?? settings.Level;

    public UnknownHandling Unknown => Rule.Unknown ?? settings.Unknown;

    public PolicyScope Scope => Rule.Scope ?? settings.Scope;

    public IReadOnlyList<string> Approvers => Rule.Approvers ?? settings.Approvers;

    /// <summary>The rule for resources of one type; null when it does not apply.</summary>
    public EffectiveRule? For(SubjectType type, PolicyInputs facts)
    {
        if (ObjectChecks.Narrow(Kind, type, facts.Context.Stateful) is not { } narrow) return null;
        var asked = narrow is RuleKind.Attributes attributes ? attributes.Rules : [];
        return this with
        {
            Kind = narrow,
            Conditions = [.. asked.Select(rule => AttributeConditions.Of(rule, facts.PathOf))],
        };
    }

    /// <summary>
    /// Whether the rule applies to the resource, given its change. For a protection rule, the actions are its scope.
    /// </summary>
    public bool Covers(Subject subject) => Kind is RuleKind.Protect || Scope.Covers(subject.Change);
}

internal static class PolicyScopes
{
    /// <summary>Whether a resource is in scope, given its change. Deleted resources are not.</summary>
    public static bool Covers(this PolicyScope scope, ResourceChange change) =>
        !change.After.IsNull && change.Action switch
        {
            PlanAction.Delete or PlanAction.Forget or PlanAction.Read => false,
            PlanAction.NoOp => change.IsImport || scope == PolicyScope.All,
            PlanAction.Update => change.IsImport || scope != PolicyScope.New,
            _ => true,
        };
}
