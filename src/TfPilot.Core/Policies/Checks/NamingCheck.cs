using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

internal static class NamingCheck
{
    /// <summary>Skips resources without a name.</summary>
    public static void Evaluate(RuleKind.Naming rule, Subject subject, PolicyInputs facts, Observations seen)
    {
        if (subject.Name is not { } name) return;
        var verdict = Observation.Must(Matches(rule.Pattern, name, facts.Environment));
        if (seen.Wants(verdict)) seen.Add(Named(verdict, name, rule.Pattern, facts.Environment));
    }

    private static Observation Named(
        FindingVerdict verdict, ObjectName name, ValueMatcher pattern, string? environment) =>
        new(verdict, name.Attribute, () => pattern.Words(environment))
        {
            Actual = name.Value,
            Fix = () => $"Change {name.Attribute} to match {pattern.Words(environment)}",
        };

    /// <summary>A complete name that matches is valid, whatever its prefix.</summary>
    private static bool? Matches(ValueMatcher pattern, ObjectName name, string? environment) =>
        pattern.Matches(name.Value, environment) is var fits and not false ? fits
        : name.FullName is { } whole && pattern.Matches(whole, environment) == true;
}

/// <summary>The name of a resource and the attribute that contains it: text, or a hidden value.</summary>
internal sealed record ObjectName(string Attribute, PlanValue Value)
{
    /// <summary>The complete name for a prefix, if already known.</summary>
    public PlanValue? FullName { get; init; }

    /// <summary>
    /// The first attribute that is not null, otherwise the tag <c>Name</c>. A prefix represents the name, because the
    /// provider generates the rest.
    /// </summary>
    public static ObjectName? Of(Subject subject)
    {
        foreach (var attribute in subject.TypeInfo.Names)
        {
            var name = subject.Attribute(attribute);
            if (name is null) continue;
            var prefix = subject.Attribute(PrefixOf(attribute));
            var isName = name is PlanValue.Text || HiddenValue.Is(name);
            if (prefix is PlanValue.Text { Value.Length: > 0 } || (!isName && HiddenValue.Is(prefix)))
                return new(PrefixOf(attribute), prefix!) { FullName = name as PlanValue.Text };
            if (isName) return new(attribute, name);
        }

        return subject.Attribute("tags") switch
        {
            PlanValue.Map tags when tags.Find("Name") is { } name and not PlanValue.Null => new("tags.Name", name),
            { } hidden when HiddenValue.Is(hidden) => new("tags.Name", hidden),
            _ => null,
        };
    }

    private static string PrefixOf(string attribute) => attribute switch
    {
        "bucket" => "bucket_prefix",
        "name" => "name_prefix",
        "identifier" => "identifier_prefix",
        "cluster_identifier" => "cluster_identifier_prefix",
        _ => "",
    };
}
