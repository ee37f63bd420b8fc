using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

internal static class RegionsCheck
{
    /// <summary>Objects of providers that the rule does not name, and those without a region of their own, are not judged.</summary>
    public static void See(RuleKind.Regions rule, Subject subject, PolicyFacts facts, Observations seen)
    {
        if (!rule.Allow.TryGetValue(subject.Cloud, out var wanted) || subject.RegionIn(facts) is not { } region) return;
        var verdict = Observation.Must(wanted.Matches(region.Value, facts.Environment));
        if (seen.Wants(verdict)) seen.Add(Located(verdict, region, wanted, facts.Environment));
    }

    private static Observation Located(FindingVerdict verdict, ObjectRegion region, ValueMatcher wanted, string? environment) =>
        new(verdict, region.Attribute, () => wanted.Words(environment))
        {
            Got = region.Value,
            Where = region.Where,
            Fix = () => ExampleValue.Of(wanted, environment) is { } example && region.Attribute is "region" or "location"
                ? $"{region.Attribute} = {example}"
                : $"Move it to {wanted.Words(environment)}",
        };
}
