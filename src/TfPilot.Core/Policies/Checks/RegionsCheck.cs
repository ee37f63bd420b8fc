using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

internal static class RegionsCheck
{
    /// <summary>Objects of providers that the rule does not name, and those without a region of their own, are not judged.</summary>
    public static IEnumerable<Observation> Of(RuleKind.Regions rule, Subject subject, PolicyFacts facts)
    {
        var cloud = Regions.CloudOf(subject.Change);
        if (!rule.Allow.TryGetValue(cloud, out var wanted) || subject.RegionIn(cloud, facts) is not { } region) return [];
        var isAllowed = wanted.Matches(region.Value, facts.Environment);
        var against = isAllowed == false ? Against(Regions.All(cloud, subject, facts), wanted, facts.Environment) : null;
        return
        [
            new(Observation.Must(against is null ? isAllowed : null), region.Attribute, () => wanted.Words(facts.Environment))
            {
                Got = region.Value,
                GotWords = against is null ? null : $"{ValueText.Of(region.Value, 60)}, while {against.Where} says {ValueText.Of(against.Value, 60)}",
                Where = region.Where,
                Fix = () => ExampleValue.Of(wanted, facts.Environment) is { } example && region.Attribute is "region" or "location"
                    ? $"{region.Attribute} = {example}"
                    : $"Move it to {wanted.Words(facts.Environment)}",
            },
        ];
    }
    /// <summary>What contradicts a region that is not allowed, and would count if that were not known before apply; then nobody can tell.</summary>
    private static ObjectRegion? Against(IEnumerable<ObjectRegion> told, ValueMatcher wanted, string? environment)
    {
        var next = told.ElementAtOrDefault(1);
        return next is not null && wanted.Matches(next.Value, environment) == true ? next : null;
    }
}
