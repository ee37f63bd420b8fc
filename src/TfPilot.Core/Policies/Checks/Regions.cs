using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>A resource's region, the attribute that contains it (empty for none) and the origin of the value.</summary>
internal sealed record ObjectRegion(string Attribute, PlanValue Value, string Where);

/// <summary>
/// Determines the region of resources: from the attribute, then the zone, the ARN, the link or id, the provider
/// configuration, and the job's region. If the deciding value is hidden, the result is unknown, because later sources
/// are only defaults. A Google resource inside another has that resource's region.
/// </summary>
internal static partial class Regions
{
    /// <summary>A resource in a key ring has no region of its own.</summary>
    private const string ParentOfGoogle = "key_ring";

    private static readonly string[] OwnOfGoogle = ["region", "zone", "location"];
    private static readonly string[] LinksOfGoogle = ["self_link", "id"];
    private static readonly ObjectRegion Nowhere = new(
        "", PlanValue.Unknown.Value, "neither the plan nor its configuration");

    public static string ProviderOf(ResourceChange change) =>
        change.Provider.Length > 0 ? change.Provider[(change.Provider.LastIndexOf('/') + 1)..]
        : change.Type.Split('_')[0];

    /// <summary>
    /// The cloud of the provider, named after its first provider; rules for that one apply to the others as well.
    /// </summary>
    public static string CloudOf(string provider) => provider switch
    {
        "google-beta" => "google",
        "azapi" => "azurerm",
        "awscc" => "aws",
        _ => provider,
    };

    /// <summary>A region without case, spaces and zone.</summary>
    public static PlanValue.Text PlaceOf(string region) => new(ZoneOfGoogle().Replace(Normalize(region), "$1"));

    public static ObjectRegion? Of(string cloud, Subject subject, PolicyFacts facts) =>
        All(cloud, subject, facts).FirstOrDefault();

    /// <summary>
    /// All sources of the region, the decisive one first; each further one would count if the previous ones were
    /// unknown.
    /// </summary>
    public static IEnumerable<ObjectRegion> All(string cloud, Subject subject, PolicyFacts facts)
    {
        if (GlobalTypes.IsGlobal(subject)) yield break;
        if (Named(subject, "region") is { } region)
        {
            yield return region;
            if (!IsComputed(subject)) yield break;
        }

        if ((cloud == "aws" ? null : Named(subject, "location") ?? GoogleZone(cloud, subject)) is { } place)
        {
            if (!IsEverywhere(cloud, place)) yield return place;
        }
        else if (cloud == "aws") foreach (var source in Amazon(subject, facts)) yield return source;
        else if (cloud == "google") foreach (var source in Google(subject, facts)) yield return source;
    }

    /// <summary>
    /// Azure resources without a region are always global; for Google, global is one option among others.
    /// </summary>
    private static bool IsEverywhere(string cloud, ObjectRegion place) =>
        cloud == "azurerm" && place.Value is PlanValue.Text { Value: "global" };

    private static IEnumerable<ObjectRegion> Amazon(Subject subject, PolicyFacts facts)
    {
        if (AmazonZone(subject) is { } zone) yield return zone;
        if (Arn(subject) is { } arn) yield return arn;
        yield return FromProvider(subject, facts) ?? FromJob(facts.Context) ?? Nowhere;
    }

    private static IEnumerable<ObjectRegion> Google(Subject subject, PolicyFacts facts)
    {
        if (!Array.Exists(OwnOfGoogle, attribute => subject.Attribute(attribute) is not null))
        {
            if (Parent(subject) is { } parent) yield return parent;
            yield break;
        }

        foreach (var attribute in LinksOfGoogle)
        {
            if (Link(subject, attribute) is { } link) yield return link;
        }

        yield return FromProvider(subject, facts) ?? Nowhere;
    }

    public static string Normalize(string region) =>
        region.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Names are compared without case and spaces; regular expressions are used as written.</summary>
    public static RuleKind.Regions Normalize(RuleKind.Regions rule) => new(rule.Allow.ToDictionary(cloud => cloud.Key,
        cloud => new ValueMatcher
        {
            Items = [.. cloud.Value.Items.Select(
            item => item.IndexOfAny(['/', '$']) >= 0 ? item : Normalize(item))]
        }));

    private static ObjectRegion? Named(Subject subject, string attribute) => subject.Attribute(attribute) switch
    {
        null or PlanValue.Null or PlanValue.Text { Value: "" } => null,
        PlanValue.Text text => new(attribute, PlaceOf(text.Value), attribute),
        var hidden when Subject.IsHidden(hidden) && !IsComputed(subject) => new(attribute, hidden!, attribute),
        _ => null,
    };

    /// <summary>
    /// Before AWS provider version 6 introduced <c>bucket_region</c>, the region of a bucket could not be set.
    /// </summary>
    private static bool IsComputed(Subject subject) =>
        subject.Type == "aws_s3_bucket" && subject.Attribute("bucket_region") is null;

    private static ObjectRegion? GoogleZone(string cloud, Subject subject) =>
        cloud != "google" ? null : subject.Attribute("zone") switch
        {
            PlanValue.Text zone =>
                new("zone", new PlanValue.Text(ZoneOfGoogle().Replace(Last(zone.Value), "$1")), "zone"),
            { } hidden when Subject.IsHidden(hidden) => new("zone", hidden, "zone"),
            _ => null,
        };

    /// <summary>An unknown zone is still in the provider's region.</summary>
    private static ObjectRegion? AmazonZone(Subject subject) =>
        subject.Attribute("availability_zone") is PlanValue.Text zone
        && ZoneOfAmazon().Match(zone.Value) is { Success: true } match
            ? new("availability_zone", new PlanValue.Text(match.Groups[1].Value), "availability_zone")
            : null;

    private static ObjectRegion? Arn(Subject subject) =>
        subject.Attribute("arn") is PlanValue.Text { Value: var arn }
        && arn.Split(':') is ["arn", _, _, { Length: > 0 } region, ..]
            ? new("arn", new PlanValue.Text(Normalize(region)), "the ARN")
            : null;

    private static ObjectRegion? Parent(Subject subject) => Link(subject, ParentOfGoogle)
        ?? (subject.Attribute(ParentOfGoogle) is { } hidden && Subject.IsHidden(hidden)
            ? new(ParentOfGoogle, hidden, ParentOfGoogle) : null);

    private static ObjectRegion? Link(Subject subject, string attribute) =>
        subject.Attribute(attribute) is PlanValue.Text text
        && LinkSegment().Match(text.Value) is { Success: true } segment
            ? new(attribute, PlaceOf(segment.Groups[1].Value), attribute)
            : null;

    private static ObjectRegion? FromProvider(Subject subject, PolicyFacts facts)
    {
        const string where = "region of the provider";
        return facts.Providers.Value(subject.Change.Address, "region") switch
        {
            // The text around a variable is not in the plan, so a value that is not a region name is treated as
            // unknown.
            PlanValue.Text text =>
                new("",
                    RegionName().IsMatch(text.Value) ? new PlanValue.Text(Normalize(text.Value))
                        : PlanValue.Unknown.Value, where),
            PlanValue.Null => null,
            var hidden =>
                facts.Plan.Configuration.ProviderKeys.Count == 0 ? null
                : new("", Subject.IsHidden(hidden) ? hidden : PlanValue.Unknown.Value, where),
        };
    }

    private static ObjectRegion? FromJob(PolicyContext context) =>
        context.DefaultRegion is { Length: > 0 } region
        ? new("", new PlanValue.Text(Normalize(region)), "the job's default region") : null;

    private static string Last(string link) => link[(link.LastIndexOf('/') + 1)..];

    [GeneratedRegex("^([a-z]+-[a-z]+[0-9]+)-[a-z]$", RegexOptions.None, RegexLimits.Milliseconds)]
    private static partial Regex ZoneOfGoogle();

    [GeneratedRegex("^([a-z]{2,}(?:-[a-z]+)+-[0-9]+)[a-z]?(?:-|$)", RegexOptions.None, RegexLimits.Milliseconds)]
    private static partial Regex ZoneOfAmazon();

    [GeneratedRegex("/(?:regions|zones|locations)/([^/]+)", RegexOptions.None, RegexLimits.Milliseconds)]
    private static partial Regex LinkSegment();

    [GeneratedRegex("^[a-zA-Z]+(?:-[a-zA-Z]+)*-?[0-9]+$", RegexOptions.None, RegexLimits.Milliseconds)]
    private static partial Regex RegionName();
}
