using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

internal static class RegionsCheck
{
    /// <summary>Skips resources of providers that the rule does not list, and resources without a region.</summary>
    public static void Evaluate(RuleKind.Regions rule, Subject subject, PolicyInputs facts, Observations seen)
    {
        if (!rule.Allow.TryGetValue(subject.Provider, out var wanted)
            && !rule.Allow.TryGetValue(subject.Cloud, out wanted)) return;
        var region = subject.RegionIn(facts);
        if (region is not null) EvaluateOwn(region, wanted, subject, facts, seen);
        foreach (var copy in CopyRegions.Of(subject, region?.Value))
        {
            var verdict = Observation.Must(wanted.Matches(copy.Value, facts.Environment));
            if (seen.Wants(verdict)) seen.Add(Located(verdict, copy, against: null, wanted, facts.Environment));
        }
    }

    private static void EvaluateOwn(
        ObjectRegion region, ValueMatcher wanted, Subject subject, PolicyInputs facts, Observations seen)
    {
        var isAllowed = wanted.Matches(region.Value, facts.Environment);
        var against = isAllowed == false
            ? Against(Regions.All(subject, facts), wanted, facts.Environment) : null;
        var verdict = Observation.Must(against is null ? isAllowed : null);
        if (seen.Wants(verdict)) seen.Add(Located(verdict, region, against, wanted, facts.Environment));
    }

    private static Observation Located(
        FindingVerdict verdict, ObjectRegion region, ObjectRegion? against, ValueMatcher wanted, string? environment) =>
        new(verdict, region.Attribute, () => wanted.Words(environment))
        {
            Actual = region.Value,
            GotWords = against is null ? Words(region)
                : $"{Words(region)}, while {against.Where} says {Words(against)}",
            Where = region.Where,
            Fix = () => ExampleValue.Of(wanted, environment) is { } example
                && region.Attribute is "region" or "location"
                ? $"{region.Attribute} = {example}"
                : $"Move it to {wanted.Words(environment)}",
        };

    /// <summary>The value as it was written, followed by the region of a zone.</summary>
    private static string Words(ObjectRegion region)
    {
        if (region.Written is not { } written) return ValueText.Of(region.Value, 60);
        var shown = ValueText.Of(new PlanValue.Text(written), 60);
        return region.Value is PlanValue.Text { Value: var name } && name != RegionText.Normalize(written)
            ? $"{shown} (region {ValueText.Of(region.Value, 60).Trim('"')})" : shown;
    }

    /// <summary>
    /// A different region that would count if the disallowed one were unknown before apply; the result is then unknown.
    /// </summary>
    private static ObjectRegion? Against(IEnumerable<ObjectRegion> regions, ValueMatcher wanted, string? environment)
    {
        var next = regions.ElementAtOrDefault(1);
        return next is not null && wanted.Matches(next.Value, environment) == true ? next : null;
    }
}
