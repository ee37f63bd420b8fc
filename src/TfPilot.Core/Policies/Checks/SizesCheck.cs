using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

internal static class SizesCheck
{
    /// <summary>Skips sizes that are not set.</summary>
    public static void Evaluate(RuleKind.Sizes rule, Subject subject, PolicyInputs facts, Observations seen)
    {
        foreach (var attribute in subject.TypeInfo.Sizes)
        {
            var places = attribute.In(subject.After);
            for (var i = 0; i < places.Count; i++)
            {
                if (places[i].Value is not (PlanValue.Null or PlanValue.List { Items.Count: 0 }))
                    Evaluate(places[i], rule.Allow[0].Allow, facts.Environment, seen);
            }
        }
    }

    private static void Evaluate(ValueLocation place, ValueMatcher allow, string? environment, Observations seen)
    {
        var verdict = Observation.Must(allow.MatchesAll(place.Value, environment));
        if (seen.Wants(verdict)) seen.Add(Sized(verdict, place.Path, place.Value, allow, environment));
    }

    private static Observation Sized(
        FindingVerdict verdict, string path, PlanValue value, ValueMatcher allow, string? environment) =>
        new(verdict, path, () => allow.Words(environment))
        {
            Actual = value,
            Fix = () => ExampleValue.Of(allow, environment) is { } example && value is PlanValue.Text
                ? $"{path} = {example}" : $"Set {path} to {allow.Words(environment)}",
        };
}
