using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

internal static class TagsCheck
{
    public static IEnumerable<Observation> Of(RuleKind.Tags rule, Subject subject, PolicyFacts facts) =>
        from carrier in TagSchema.Of(subject.Type)!.CarriersOf(subject, rule.Source, facts.Providers)
        from required in rule.Required
        select Judge(carrier, required.Key, required.Value, facts.Environment);

    private static Observation Judge(TagCarrier carrier, string key, TagRequirement wanted, string? environment)
    {
        var (value, where) = carrier.Find(key);
        var path = AttributePath.Key(carrier.Attribute, key);
        var holds = Holds(value, wanted.Value, environment);
        if (holds == false && Against(carrier, key, wanted, environment) is { } against) return new(FindingVerdict.Unknown, path, () => WordsOf(wanted, environment))
        {
            GotWords = $"{(value is null ? "not set" : ValueText.Of(value, 60))} in {where}, while {against.Where} says {ValueText.Of(against.Value!, 60)}",
        };
        return new(Observation.Must(holds), path, () => WordsOf(wanted, environment))
        {
            Got = value,
            GotWords = value is null && carrier.LikeKey(key) is { } like ? $"not set (there is \"{like}\")" : null,
            Where = where,
            Fix = () => FixOf(carrier, key, wanted, environment),
        };
    }

    /// <summary>Whatever a tag must be, it must be there: a pattern that something else must not match does not excuse its absence.</summary>
    private static bool? Holds(PlanValue? value, ValueMatcher? wanted, string? environment) => value switch
    {
        null or PlanValue.Null or PlanValue.Text { Value: "" } => false,
        _ when wanted is not null => wanted.Matches(value, environment),
        _ when Subject.IsHidden(value) => null,
        _ => true,
    };

    /// <summary>What contradicts a missing or wrong tag, and would count if that were not known before apply; then nobody can tell.</summary>
    private static (PlanValue? Value, string Where)? Against(TagCarrier carrier, string key, TagRequirement wanted, string? environment) =>
        carrier.Otherwise is { } otherwise && (carrier with { Layers = otherwise() }).Find(key) is var found && Holds(found.Value, wanted.Value, environment) == true ? found : null;

    private static string WordsOf(TagRequirement wanted, string? environment) => wanted.Value?.Words(environment) ?? "any value";

    private static string FixOf(TagCarrier carrier, string key, TagRequirement wanted, string? environment)
    {
        var hint = wanted.Hint is null ? "" : $" ({wanted.Hint})";
        return wanted.Value is not null && ExampleValue.Quoted(wanted.Value, environment) is { } example
            ? $"{carrier.Attribute} = {{ \"{key}\" = {example} }}{hint}"
            : $"Add \"{key}\" to {carrier.Attribute}: {WordsOf(wanted, environment)}{hint}";
    }
}
