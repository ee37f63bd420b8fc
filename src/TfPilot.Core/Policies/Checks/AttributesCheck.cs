using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// Evaluates conditions on attributes. A required condition must hold for every value of the path, a forbidden one for
/// none; conditions forbidden together must not all hold for one element.
/// </summary>
internal static class AttributesCheck
{
    public static void Evaluate(AttributeConditions[] rules, Subject subject, PolicyInputs facts, Observations seen)
    {
        foreach (var rule in rules)
        {
            // A condition on a whole JSON text is about the text.
            var elements = rule.IsAbout(subject.TypeInfo.JsonTexts) ? rule.Each.In(subject.Written)
                : subject.Elements(rule.Each);
            for (var i = 0; i < elements.Count; i++) EvaluateElement(rule, elements[i], facts.Environment, seen);
        }
    }

    private static void EvaluateElement(
        AttributeConditions rule, ValueLocation element, string? environment, Observations seen)
    {
        foreach (var condition in rule.Require)
        {
            var places = condition.Path.In(element.Value);
            for (var i = 0; i < places.Count; i++) Require(element, places[i], condition, environment, seen);
        }

        foreach (var condition in rule.Forbid)
        {
            var places = condition.Path.In(element.Value);
            for (var i = 0; i < places.Count; i++) Forbid(element, places[i], condition, environment, seen);
        }

        if (rule.ForbidAll.Length > 0) ForbidTogether(rule, element, environment, seen);
    }

    private static void Require(
        ValueLocation element, ValueLocation place, AttributeCondition condition, string? environment,
        Observations seen)
    {
        if (condition.HasPassed(place.Value)) return;
        var wanted = condition.Matcher;
        var verdict = Observation.Must(wanted.MatchesAll(place.Value, environment));
        if (seen.Wants(verdict))
            seen.Add(Required(verdict, Join(element.Path, place.Path), place.Value, wanted, environment));
        else condition.RememberPass(place.Value);
    }

    private static Observation Required(
        FindingVerdict verdict, string path, PlanValue value, ValueMatcher wanted, string? environment) =>
        new(verdict, path, () => wanted.Words(environment))
        {
            Actual = value,
            Fix = () => ExampleValue.Of(wanted, environment) is { } example ? $"{path} = {example}"
                : $"Set {path} to {wanted.Words(environment)}",
        };

    private static void Forbid(
        ValueLocation element, ValueLocation place, AttributeCondition condition, string? environment,
        Observations seen)
    {
        if (condition.HasPassed(place.Value)) return;
        var unwanted = condition.Matcher;
        var verdict = Observation.Must(!unwanted.Matches(place.Value, environment));
        if (seen.Wants(verdict))
            seen.Add(Forbidden(verdict, Join(element.Path, place.Path), place.Value, unwanted, environment));
        else condition.RememberPass(place.Value);
    }

    private static Observation Forbidden(
        FindingVerdict verdict, string path, PlanValue value, ValueMatcher unwanted, string? environment) =>
        new(verdict, path, () => $"not {unwanted.Words(environment)}")
        {
            Actual = value,
            Fix = () => ExampleValue.Of(unwanted, environment) switch
            {
                "true" => $"{path} = false",
                "false" => $"{path} = true",
                _ => $"Change {path}: {unwanted.Words(environment)} is forbidden",
            },
        };

    private static void ForbidTogether(
        AttributeConditions rule, ValueLocation element, string? environment, Observations seen)
    {
        bool? together = true;
        for (var i = 0; i < rule.ForbidAll.Length && together != false; i++)
            together &= AnyMatches(rule.ForbidAll[i], element.Value, environment);
        var verdict = Observation.Must(!together);
        if (seen.Wants(verdict)) seen.Add(ForbiddenTogether(verdict, rule, element, environment));
    }

    private static bool? AnyMatches(AttributeCondition condition, PlanValue element, string? environment)
    {
        var places = condition.Path.In(element);
        bool? any = false;
        for (var i = 0; i < places.Count; i++) any |= condition.Matcher.Matches(places[i].Value, environment);
        return any;
    }

    private static Observation ForbiddenTogether(
        FindingVerdict verdict, AttributeConditions rule, ValueLocation element, string? environment) =>
        new(verdict, element.Path, () => $"not all of: {string.Join(", ", WordsOf(rule.ForbidAll, environment))}")
        {
            GotWords = verdict == FindingVerdict.Pass ? null
                : string.Join(", ", rule.ForbidAll.SelectMany(condition => WordsOf(condition.Path.In(element.Value)))),
            Actual = element.Value,
            Fix = () => "Change one of " +
                string.Join(", ", rule.ForbidAll.Select(condition => Join(element.Path, condition.Key))),
        };

    private static IEnumerable<string> WordsOf(IEnumerable<AttributeCondition> conditions, string? environment) =>
        conditions.Select(condition => $"{condition.Key} {condition.Matcher.Words(environment)}");

    private static IEnumerable<string> WordsOf(ValueLocations places) =>
        Enumerable.Range(0, places.Count)
        .Select(index => $"{places[index].Path} = {ValueText.Of(places[index].Value, 60)}");

    private static string Join(string parent, string path) =>
        parent.Length == 0 ? path : path.StartsWith('[') ? parent + path : $"{parent}.{path}";
}
