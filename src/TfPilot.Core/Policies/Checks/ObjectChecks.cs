using System.Diagnostics;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>The rule kinds that evaluate one resource at a time.</summary>
internal static class ObjectChecks
{
    /// <summary>The part of the rule that applies to the resource type; null if none does.</summary>
    public static RuleKind? Narrow(RuleKind kind, SubjectType type, StatefulTypes stateful)
    {
        var concerns = kind switch
        {
            RuleKind.Naming naming => naming.Types.Matches(type.Name, stateful),
            RuleKind.Tags tags => !tags.Except.Matches(type.Name, stateful) && type.Tags is not null,
            RuleKind.Regions => !type.IsGlobal || type.Copies.Length > 0,
            RuleKind.Sizes sizes =>
                type.Sizes.Length > 0 && sizes.Allow.Any(size => size.Types.Matches(type.Name, stateful)),
            RuleKind.Deny deny => deny.Types.Matches(type.Name, stateful),
            RuleKind.Protect protect => protect.Types.Matches(type.Name, stateful),
            RuleKind.Attributes attributes => attributes.Rules.Any(rule => rule.Types.Matches(type.Name, stateful)),
            RuleKind.Modules or RuleKind.Providers or RuleKind.Cost => false,
            _ => throw new UnreachableException(),
        };
        return !concerns ? null : kind switch
        {
            RuleKind.Sizes sizes =>
                new RuleKind.Sizes([sizes.Allow.First(size => size.Types.Matches(type.Name, stateful))]),
            RuleKind.Attributes attributes =>
                new RuleKind.Attributes([.. attributes.Rules.Where(rule => rule.Types.Matches(type.Name, stateful))]),
            _ => kind,
        };
    }

    /// <summary>Evaluates a rule, already narrowed to the resource's type, for one resource.</summary>
    public static void Evaluate(EffectiveRule rule, Subject subject, PolicyInputs facts, Observations seen)
    {
        switch (rule.Kind)
        {
            case RuleKind.Naming naming: NamingCheck.Evaluate(naming, subject, facts, seen); break;
            case RuleKind.Tags tags: TagsCheck.Evaluate(tags, subject, facts, seen); break;
            case RuleKind.Regions regions: RegionsCheck.Evaluate(regions, subject, facts, seen); break;
            case RuleKind.Sizes sizes: SizesCheck.Evaluate(sizes, subject, facts, seen); break;
            case RuleKind.Deny: seen.Add(TypeChecks.Denied(subject)); break;
            case RuleKind.Protect protect: TypeChecks.EvaluateProtected(protect, subject, seen); break;
            case RuleKind.Attributes: AttributesCheck.Evaluate(rule.Conditions, subject, facts, seen); break;
            case RuleKind.Modules or RuleKind.Providers or RuleKind.Cost: break;
            default: throw new UnreachableException();
        }
    }
}
