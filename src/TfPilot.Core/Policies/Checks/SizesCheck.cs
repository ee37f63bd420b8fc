using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

internal static class SizesCheck
{
    /// <summary>What is not set is not judged.</summary>
    public static IEnumerable<Observation> Of(RuleKind.Sizes rule, Subject subject, PolicyFacts facts)
    {
        var allow = rule.Allow[0].Allow;
        return
            from attribute in SizeAttributes.Of(subject.Type)
            from place in attribute.In(subject.After)
            where place.Value is not (PlanValue.Null or PlanValue.List { Items.Count: 0 })
            select new Observation(Observation.Must(allow.MatchesAll(place.Value, facts.Environment)), place.Path, () => allow.Words(facts.Environment))
            {
                Got = place.Value,
                Fix = () => ExampleValue.Of(allow, facts.Environment) is { } example && place.Value is PlanValue.Text
                    ? $"{place.Path} = {example}"
                    : $"Set {place.Path} to {allow.Words(facts.Environment)}",
            };
    }
}
