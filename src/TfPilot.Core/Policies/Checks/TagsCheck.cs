using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

internal static class TagsCheck
{
    public static void Evaluate(RuleKind.Tags rule, Subject subject, PolicyInputs facts, Observations seen)
    {
        var carriers = subject.TagsFrom(rule.Source, facts.Providers);
        for (var i = 0; i < carriers.Count; i++)
        {
            foreach (var (key, wanted) in rule.Required) Evaluate(carriers[i], key, wanted, facts.Environment, seen);
        }
    }

    private static void Evaluate(
        TagOrigin carrier, string key, TagRequirement wanted, string? environment, Observations seen)
    {
        var layer = carrier.LayerOf(key, out var value);
        var verdict = Observation.Must(Holds(value, wanted.Value, environment));
        if (seen.Wants(verdict))
            seen.Add(Judge(verdict, carrier, key, value, layer?.Where ?? carrier.Everywhere, wanted, environment));
    }

    private static Observation Judge(
        FindingVerdict verdict, TagOrigin carrier, string key, PlanValue? value, string where, TagRequirement wanted,
        string? environment)
    {
        var path = AttributePath.Key(carrier.Attribute, key);
        if (verdict == FindingVerdict.Fail && Against(carrier, key, wanted, environment) is { } against)
        {
            return new(FindingVerdict.Unknown, path, () => WordsOf(wanted, environment))
            {
                GotWords = $"{(value is null ? "not set" : ValueText.Of(value, 60))} in {where}, while " +
                    $"{against.Where} says {ValueText.Of(against.Value, 60)}",
            };
        }

        return new(verdict, path, () => WordsOf(wanted, environment))
        {
            Actual = value,
            GotWords = value is null && carrier.LikeKey(key) is { } like ? $"not set (there is \"{like}\")" : null,
            Where = where,
            Fix = () => FixOf(carrier, key, wanted, environment),
        };
    }

    /// <summary>A required tag must be present, even when its condition is negated.</summary>
    private static bool? Holds(PlanValue? value, ValueMatcher? wanted, string? environment) => value switch
    {
        null or PlanValue.Null or PlanValue.Text { Value: "" } => false,
        _ when wanted is not null => wanted.Matches(value, environment),
        _ when HiddenValue.Is(value) => null,
        _ => true,
    };

    /// <summary>
    /// A value that would count if the missing or wrong tag were unknown before apply; the result is then unknown.
    /// </summary>
    private static (PlanValue Value, string Where)? Against(
        TagOrigin carrier, string key, TagRequirement wanted, string? environment) =>
        carrier.Otherwise is { } otherwise
        && (carrier with { Layers = otherwise() }).LayerOf(key, out var value) is { } layer
        && Holds(value, wanted.Value, environment) == true
            ? (value!, layer.Where)
            : null;

    private static string WordsOf(TagRequirement wanted, string? environment) =>
        wanted.Value?.Words(environment) ?? "any value";

    private static string FixOf(TagOrigin carrier, string key, TagRequirement wanted, string? environment)
    {
        var hint = wanted.Hint is null ? "" : $" ({wanted.Hint})";
        return wanted.Value is not null && ExampleValue.Quoted(wanted.Value, environment) is { } example
            ? $"{carrier.Attribute} = {{ \"{key}\" = {example} }}{hint}"
            : $"Add \"{key}\" to {carrier.Attribute}: {WordsOf(wanted, environment)}{hint}";
    }
}
