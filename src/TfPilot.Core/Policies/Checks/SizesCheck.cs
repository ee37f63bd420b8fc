using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>Attributes with the size of a resource; computed ones are different ways to write one size.</summary>
internal sealed record SizeAttributes(ValuePath[] Paths, bool IsComputed);

internal static class SizesCheck
{
    /// <summary>Skips sizes that are not set.</summary>
    public static void Evaluate(RuleKind.Sizes rule, Subject subject, PolicyInputs facts, Observations seen)
    {
        var hidden = "";
        foreach (var attributes in subject.TypeInfo.Sizes)
        {
            var places = attributes.Paths.SelectMany(path => PlacesOf(path, subject.After));
            foreach (var place in attributes.IsComputed ? Deciding([.. places], subject.Change.Before) : places)
            {
                // Several sizes may be in one object that is not known yet.
                if (HiddenValue.Is(place.Value) && place.Path == hidden) continue;
                if (HiddenValue.Is(place.Value)) hidden = place.Path;
                Evaluate(place, rule.Allow[0].Allow, facts.Environment, seen);
            }
        }
    }

    private static IEnumerable<ValueLocation> PlacesOf(ValuePath path, PlanValue resource)
    {
        var places = path.In(resource);
        for (var i = 0; i < places.Count; i++)
        {
            if (places[i].Value is not (PlanValue.Null or PlanValue.List { Items.Count: 0 })) yield return places[i];
        }
    }

    /// <summary>
    /// The known values that the change sets, or the first one when it sets none: the provider derives the others. If
    /// none is known, the first one is unknown.
    /// </summary>
    private static IEnumerable<ValueLocation> Deciding(ValueLocation[] places, RedactedJson before)
    {
        var known = Array.FindAll(places, place => !HiddenValue.Is(place.Value));
        if (known.Length == 0) return places.Take(1);
        var old = before.Value();
        var set = Array.FindAll(known, place => !place.Value.Equals(place.Pattern.In(old).FirstOrNull));
        return set.Length > 0 ? set : known.Take(1);
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
