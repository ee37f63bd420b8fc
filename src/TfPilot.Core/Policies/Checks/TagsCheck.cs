using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

internal static class TagsCheck
{
    public static void See(RuleKind.Tags rule, Subject subject, PolicyFacts facts, Observations seen)
    {
        foreach (var carrier in subject.TagsFrom(rule.Source, facts.Providers))
        {
            foreach (var (key, wanted) in rule.Required) See(carrier, key, wanted, facts.Environment, seen);
        }
    }

    private static void See(TagCarrier carrier, string key, TagRequirement wanted, string? environment, Observations seen)
    {
        var layer = carrier.LayerOf(key, out var value);
        var verdict = Observation.Must(Holds(value, wanted.Value, environment));
        if (seen.Wants(verdict)) seen.Add(Tagged(verdict, carrier, key, value, layer?.Where ?? carrier.Everywhere, wanted, environment));
    }

    private static Observation Tagged(FindingVerdict verdict, TagCarrier carrier, string key, PlanValue? value, string where, TagRequirement wanted, string? environment) =>
        new(verdict, AttributePath.Key(carrier.Attribute, key), () => WordsOf(wanted, environment))
        {
            Got = value,
            GotWords = value is null && carrier.LikeKey(key) is { } like ? $"not set (there is \"{like}\")" : null,
            Where = where,
            Fix = () => FixOf(carrier, key, wanted, environment),
        };

    /// <summary>Whatever a tag must be, it must be there: a pattern that something else must not match does not excuse its absence.</summary>
    private static bool? Holds(PlanValue? value, ValueMatcher? wanted, string? environment) => value switch
    {
        null or PlanValue.Null or PlanValue.Text { Value: "" } => false,
        _ when wanted is not null => wanted.Matches(value, environment),
        _ when Subject.IsHidden(value) => null,
        _ => true,
    };

    private static string WordsOf(TagRequirement wanted, string? environment) => wanted.Value?.Words(environment) ?? "any value";

    private static string FixOf(TagCarrier carrier, string key, TagRequirement wanted, string? environment)
    {
        var hint = wanted.Hint is null ? "" : $" ({wanted.Hint})";
        return wanted.Value is not null && ExampleValue.Quoted(wanted.Value, environment) is { } example
            ? $"{carrier.Attribute} = {{ \"{key}\" = {example} }}{hint}"
            : $"Add \"{key}\" to {carrier.Attribute}: {WordsOf(wanted, environment)}{hint}";
    }
}
