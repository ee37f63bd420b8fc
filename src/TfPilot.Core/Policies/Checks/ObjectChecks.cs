using System.Diagnostics;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>The kinds of rule that judge one object at a time.</summary>
internal static class ObjectChecks
{
    /// <summary>What of the rule is about objects of the type; null when nothing is.</summary>
    public static RuleKind? Narrow(RuleKind kind, string type, StatefulTypes stateful)
    {
        var concerns = kind switch
        {
            RuleKind.Naming naming => naming.Types.Matches(type, stateful),
            RuleKind.Tags tags => !tags.Except.Matches(type, stateful) && TagSchema.Of(type) is not null,
            RuleKind.Regions => !GlobalTypes.Contains(type),
            RuleKind.Sizes sizes => SizeAttributes.Of(type).Count > 0 && sizes.Allow.Any(size => size.Types.Matches(type, stateful)),
            RuleKind.Deny deny => deny.Types.Matches(type, stateful),
            RuleKind.Protect protect => protect.Types.Matches(type, stateful),
            RuleKind.Attributes attributes => attributes.Rules.Any(rule => rule.Types.Matches(type, stateful)),
            RuleKind.Modules or RuleKind.Providers or RuleKind.Cost => false,
            _ => throw new UnreachableException(),
        };
        return !concerns ? null : kind switch
        {
            RuleKind.Sizes sizes => new RuleKind.Sizes([sizes.Allow.First(size => size.Types.Matches(type, stateful))]),
            RuleKind.Attributes attributes => new RuleKind.Attributes([.. attributes.Rules.Where(rule => rule.Types.Matches(type, stateful))]),
            _ => kind,
        };
    }

    /// <summary>Everything a rule that is narrowed to the object's type sees on it, passes included.</summary>
    public static IEnumerable<Observation> Of(RuleKind kind, Subject subject, PolicyFacts facts) => kind switch
    {
        RuleKind.Naming naming => NamingCheck.Of(naming, subject, facts),
        RuleKind.Tags tags => TagsCheck.Of(tags, subject, facts),
        RuleKind.Regions regions => RegionsCheck.Of(regions, subject, facts),
        RuleKind.Sizes sizes => SizesCheck.Of(sizes, subject, facts),
        RuleKind.Deny => TypeChecks.Denied(subject),
        RuleKind.Protect protect => TypeChecks.Protected(protect, subject),
        RuleKind.Attributes attributes => AttributesCheck.Of(attributes, subject, facts),
        RuleKind.Modules or RuleKind.Providers or RuleKind.Cost => [],
        _ => throw new UnreachableException(),
    };
}
