using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>A resource's region, the attribute that contains it (empty for none) and the origin of the value.</summary>
internal sealed record ObjectRegion(string Attribute, PlanValue Value, string Where)
{
    /// <summary>
    /// The value of the attribute if it is a name, such as a zone; null for links and resource names, which are long
    /// and differ for each resource.
    /// </summary>
    public string? Written { get; init; }
}

/// <summary>
/// Determines the region of resources as their provider's <see cref="RegionSchema"/> says: from an attribute that sets
/// it, then from the zone, the ARN, the link or id, the provider configuration, and the job's region. If the deciding
/// value is hidden, the result is unknown, because later sources are only defaults.
/// </summary>
internal static partial class Regions
{
    private const string Everywhere = "global";

    private static readonly ObjectRegion Nowhere = new(
        "", PlanValue.Unknown.Value, "neither the plan nor its configuration");

    public static string ProviderOf(ResourceChange change) =>
        change.Provider.Length > 0 ? change.Provider[(change.Provider.LastIndexOf('/') + 1)..]
        : change.Type.Split('_')[0];

    public static ObjectRegion? Of(Subject subject, PolicyInputs facts) => All(subject, facts).FirstOrDefault();

    /// <summary>
    /// All sources of the region, the decisive one first; each further one would count if the previous ones were
    /// unknown.
    /// </summary>
    public static IEnumerable<ObjectRegion> All(Subject subject, PolicyInputs facts)
    {
        if (subject.TypeInfo.Provider?.Regions is not { } schema || IsGlobal(subject)) yield break;
        var (hasOwn, filledIn) = (false, default(ObjectRegion));
        foreach (var source in subject.TypeInfo.Regions)
        {
            if (!source.IsOwn && !hasOwn && schema.IsOnlyOfOwn) break;
            if (source.In(subject) is not { } value) continue;
            hasOwn |= source.IsOwn;
            if (Read(schema, source, value) is not { } region) continue;
            if (HiddenValue.Is(value) && source.IsFilledIn(subject))
            {
                if (source.IsOwn) filledIn ??= region;
                continue;
            }

            if (IsEverywhere(subject, region.Value)) yield break;
            yield return region;
            if (source.IsOwn && !source.IsFilledIn(subject)) yield break;
        }

        if (!hasOwn && schema.IsOnlyOfOwn)
        {
            if (Container(schema, subject) is { } container) yield return container;
        }
        else if (schema.Argument is { } argument)
            yield return FromProvider(argument, schema, subject, facts) ?? Nowhere;
        else if (filledIn is not null) yield return filledIn;
    }

    /// <summary>The region of a copy as its attribute names it; null when the text names none.</summary>
    public static PlanValue? Copied(RegionSchema schema, PlanValue value) => value switch
    {
        PlanValue.Text { Value: "" } => null,
        PlanValue.Text { Value: var text } when schema.ToRegion(text) is { } region => new PlanValue.Text(region),
        PlanValue.Text { Value: var text } when IsName(text) => null,
        PlanValue.Text { Value: var text } => new PlanValue.Text(RegionText.LastPart(text)),
        var hidden when HiddenValue.Is(hidden) => hidden,
        _ => null,
    };

    /// <summary>Names are compared without case and spaces; regular expressions are used as written.</summary>
    public static RuleKind.Regions Normalize(RuleKind.Regions rule) => new(rule.Allow.ToDictionary(cloud => cloud.Key,
        cloud => new ValueMatcher
        {
            Items = [.. cloud.Value.Items.Select(
                item => item.IndexOfAny(['/', '$']) >= 0 ? item : RegionText.Normalize(item))],
        }));

    private static ObjectRegion? Read(RegionSchema schema, RegionSource source, PlanValue value)
    {
        var name = source.Path.Text;
        return value switch
        {
            PlanValue.Text { Value: "" } => null,
            PlanValue.Text { Value: var text } when schema.ToRegion(text) is { } region =>
                new(name, new PlanValue.Text(region), WhereOf(name)) { Written = NameIn(text) },
            PlanValue.Text { Value: var text } when source.IsOwn =>
                new(name, new PlanValue.Text(RegionText.LastPart(text)), WhereOf(name)) { Written = NameIn(text) },
            var hidden when HiddenValue.Is(hidden) => new(name, hidden, WhereOf(name)),
            _ => null,
        };
    }

    /// <summary>Whether the text is a resource name of AWS or IBM Cloud, which need not contain a region.</summary>
    private static bool IsName(string text) => text.StartsWith("arn:", StringComparison.Ordinal)
        || text.StartsWith("crn:", StringComparison.Ordinal);

    public static string? NameIn(string text) => IsName(text) || text.Contains('/') ? null : text;

    private static string WhereOf(string attribute) => attribute == "arn" ? "the ARN" : attribute;

    private static bool IsGlobal(Subject subject) => subject.TypeInfo.IsGlobal || subject.TypeInfo.GlobalWhen.Any(
        row => subject.Attribute(row.Attribute) is PlanValue.Text text && text.Value == row.Value);

    /// <summary>Whether the resource belongs to a service without regions.</summary>
    public static bool IsEverywhere(Subject subject, PlanValue region) =>
        region is PlanValue.Text { Value: Everywhere } && !subject.TypeInfo.IsPlaced;

    /// <summary>A resource inside another one has that resource's region.</summary>
    private static ObjectRegion? Container(RegionSchema schema, Subject subject) =>
        schema.Inside is not { } inside ? null : subject.Attribute(inside) switch
        {
            PlanValue.Text { Value: var text } when schema.ToRegion(text) is { } region =>
                new(inside, new PlanValue.Text(region), inside),
            { } hidden when HiddenValue.Is(hidden) => new(inside, hidden, inside),
            _ => null,
        };

    private static ObjectRegion? FromProvider(
        string argument, RegionSchema schema, Subject subject, PolicyInputs facts)
    {
        var where = $"{argument} of the provider";
        return facts.Providers.Value(subject.Change.Address, argument) switch
        {
            // The text around a variable is not in the plan, so a value that is not a region name is treated as
            // unknown.
            PlanValue.Text text => new("", RegionName().IsMatch(text.Value)
                ? new PlanValue.Text(RegionText.Normalize(text.Value)) : PlanValue.Unknown.Value, where),
            PlanValue.Null => FromJob(schema, facts.Context),
            var hidden =>
                facts.Plan.Configuration.ProviderKeys.Count == 0 ? FromJob(schema, facts.Context)
                : new("", HiddenValue.Is(hidden) ? hidden : PlanValue.Unknown.Value, where),
        };
    }

    private static ObjectRegion? FromJob(RegionSchema schema, PolicyContext context) =>
        schema.HasJobDefault && context.DefaultRegion is { Length: > 0 } region
        ? new("", new PlanValue.Text(RegionText.Normalize(region)), "the job's default region") : null;

    [GeneratedRegex("^[a-zA-Z]+(?:-[a-zA-Z]+)*-?[0-9]+$", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex RegionName();
}
