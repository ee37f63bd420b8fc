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

/// <summary>Attributes with the name of a resource; computed ones are different ways to write one name.</summary>
internal sealed record NameAttributes(ValuePath[] Paths, bool IsComputed);

/// <summary>The name of a resource and the attribute that contains it: text, or a hidden value.</summary>
internal sealed record ObjectName(string Attribute, PlanValue Value)
{
    /// <summary>The complete name for a prefix, if already known.</summary>
    public PlanValue? FullName { get; init; }

    /// <summary>The first attribute that is not null, otherwise the tag <c>Name</c>.</summary>
    public static ObjectName? Of(Subject subject)
    {
        ObjectName? hidden = null;
        foreach (var path in subject.TypeInfo.Names.Paths)
        {
            if (In(subject, path) is not { } name) continue;
            if (!subject.TypeInfo.Names.IsComputed || !HiddenValue.Is(name.Value)) return name;
            hidden ??= name;
        }

        return hidden ?? OfTag(subject);
    }

    /// <summary>A prefix represents the name, because the provider generates the rest.</summary>
    private static ObjectName? In(Subject subject, ValuePath path)
    {
        if (subject.ValueOf(path) is not { } name) return null;
        var prefix = subject.Attribute(PrefixOf(path.Text));
        var isName = name is PlanValue.Text || HiddenValue.Is(name);
        if (prefix is PlanValue.Text { Value.Length: > 0 } || (!isName && HiddenValue.Is(prefix)))
            return new(PrefixOf(path.Text), prefix!) { FullName = name as PlanValue.Text };
        return isName ? new(path.Text, name) : null;
    }

    private static ObjectName? OfTag(Subject subject) =>
        subject.Attribute("tags") is { } tags
        && TagLayer.Of(tags, "tags", subject.TypeInfo.Tags?.Form ?? TagForm.Map).First().Find("Name")
            is { } name and not PlanValue.Null ? new("tags.Name", name) : null;

    private static string PrefixOf(string attribute) => attribute switch
    {
        "bucket" => "bucket_prefix",
        "name" => "name_prefix",
        "identifier" => "identifier_prefix",
        "cluster_identifier" => "cluster_identifier_prefix",
        _ => "",
    };
}
