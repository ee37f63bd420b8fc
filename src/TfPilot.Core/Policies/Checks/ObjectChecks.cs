using System.Diagnostics;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>The kinds of rule that judge one object at a time.</summary>
internal static class ObjectChecks
{
    /// <summary>Whether the rule has anything to say about objects of the type.</summary>
    public static bool Concerns(RuleKind kind, string type, StatefulTypes stateful) => kind switch
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

    /// <summary>Everything the rule sees on an object it concerns and covers, passes included.</summary>
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
