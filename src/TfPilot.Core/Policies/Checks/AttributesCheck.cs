using System.Collections.Concurrent;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// Conditions on attributes. What is required must hold of every value the path leads to; what is forbidden must hold of none; what is
/// forbidden together must not all hold of one element.
/// </summary>
internal static class AttributesCheck
{
    private static readonly ValuePath Whole = ValuePath.Of("");
    private static readonly ConcurrentDictionary<string, ValuePath> Paths = new(StringComparer.Ordinal);

    public static IEnumerable<Observation> Of(RuleKind.Attributes kind, Subject subject, PolicyFacts facts) =>
        from rule in kind.Rules
        from element in PathTo(rule.Each).In(subject.After)
        from seen in OfElement(rule, element.Path, element.Value, facts.Environment)
        select seen;

    private static IEnumerable<Observation> OfElement(AttributeRule rule, string at, PlanValue element, string? environment)
    {
        foreach (var (path, wanted) in rule.Require)
        {
            foreach (var place in PathTo(path).In(element)) yield return Required(Join(at, place.Path), place.Value, wanted, environment);
        }

        foreach (var (path, unwanted) in rule.Forbid)
        {
            foreach (var place in PathTo(path).In(element)) yield return Forbidden(Join(at, place.Path), place.Value, unwanted, environment);
        }

        if (rule.ForbidAll.Count > 0) yield return ForbiddenTogether(rule, at, element, environment);
    }

    private static Observation Required(string path, PlanValue value, ValueMatcher wanted, string? environment) =>
        new(Observation.Must(wanted.MatchesAll(value, environment)), path, () => wanted.Words(environment))
        {
            Got = value,
            Fix = () => ExampleValue.Of(wanted, environment) is { } example ? $"{path} = {example}" : $"Set {path} to {wanted.Words(environment)}",
        };

    private static Observation Forbidden(string path, PlanValue value, ValueMatcher unwanted, string? environment) =>
        new(Observation.Must(!unwanted.Matches(value, environment)), path, () => $"not {unwanted.Words(environment)}")
        {
            Got = value,
            Fix = () => ExampleValue.Of(unwanted, environment) switch
            {
                "true" => $"{path} = false",
                "false" => $"{path} = true",
                _ => $"Change {path}: {unwanted.Words(environment)} is forbidden",
            },
        };

    private static Observation ForbiddenTogether(AttributeRule rule, string at, PlanValue element, string? environment)
    {
        var places = rule.ForbidAll.Select(condition => (Condition: condition, Found: PathTo(condition.Key).In(element).ToList())).ToList();
        var together = places.Aggregate((bool?)true, (all, place) => all & place.Found.Aggregate((bool?)false, (any, found) => any | place.Condition.Value.Matches(found.Value, environment)));
        return new(Observation.Must(!together), at, () => $"not together: {string.Join(", ", rule.ForbidAll.Select(condition => $"{condition.Key} {condition.Value.Words(environment)}"))}")
        {
            GotWords = together == false ? null : string.Join(", ", places.SelectMany(place => place.Found).Select(found => $"{found.Path} = {ValueText.Of(found.Value, 60)}")),
            Got = element,
            Fix = () => $"Change one of {string.Join(", ", rule.ForbidAll.Keys.Select(key => Join(at, key)))}",
        };
    }

    private static string Join(string parent, string path) => parent.Length == 0 ? path : path.StartsWith('[') ? parent + path : $"{parent}.{path}";

    private static ValuePath PathTo(string? path) => path is null ? Whole : Paths.GetOrAdd(path, ValuePath.Of);
}
