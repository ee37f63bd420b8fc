using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

internal static class RegionsCheck
{
    /// <summary>Objects of providers that the rule does not name, and those without a region of their own, are not judged.</summary>
    public static IEnumerable<Observation> Of(RuleKind.Regions rule, Subject subject, PolicyFacts facts)
    {
        var cloud = Regions.CloudOf(subject.Change);
        if (!rule.Allow.TryGetValue(cloud, out var wanted) || subject.RegionIn(cloud, facts) is not { } region) return [];
        return
        [
            new(Observation.Must(wanted.Matches(region.Value, facts.Environment)), region.Attribute, () => wanted.Words(facts.Environment))
            {
                Got = region.Value,
                Where = region.Where,
                Fix = () => ExampleValue.Of(wanted, facts.Environment) is { } example && region.Attribute is "region" or "location"
                    ? $"{region.Attribute} = {example}"
                    : $"Move it to {wanted.Words(facts.Environment)}",
            },
        ];
    }
}
