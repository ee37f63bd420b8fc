using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>Where an object is, which attribute says so (empty when none of its own) and where that was found.</summary>
internal sealed record ObjectRegion(string Attribute, PlanValue Value, string Where);

/// <summary>
/// Where objects are. The attribute comes first, then the zone, the ARN, the link or id, the provider's configuration, and the region the
/// job works in. What decides and is hidden makes the answer unknown: what comes later is only a default.
/// </summary>
internal static partial class Regions
{
    /// <summary>The name of the settings for the provider: <c>google-beta</c> is Google too.</summary>
    public static string CloudOf(ResourceChange change) =>
        (change.Provider.Length > 0 ? change.Provider[(change.Provider.LastIndexOf('/') + 1)..] : change.Type.Split('_')[0]) switch
        {
            "google-beta" => "google",
            var name => name,
        };

    public static ObjectRegion? Of(string cloud, Subject subject, PolicyFacts facts) =>
        GlobalTypes.IsGlobal(subject) ? null
        : Named(subject, "region") ?? (cloud == "aws" ? null : Named(subject, "location")) ?? Zone(cloud, subject) ?? cloud switch
        {
            "aws" => Arn(subject) ?? FromProvider(subject, facts) ?? FromJob(facts.Context) ?? new("", PlanValue.Unknown.Value, "neither the plan nor its configuration"),
            "google" when subject.Attribute("region") is not null || subject.Attribute("zone") is not null || subject.Attribute("location") is not null =>
                Link(subject) ?? FromProvider(subject, facts) ?? new("", PlanValue.Unknown.Value, "neither the plan nor its configuration"),
            "google" => Link(subject),
            _ => null,
        };

    public static string Normalise(string region) => region.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Names are compared without case and spaces; a regular expression is left as it is written.</summary>
    public static RuleKind.Regions Normalise(RuleKind.Regions rule) => new(rule.Allow.ToDictionary(
        cloud => cloud.Key,
        cloud => new ValueMatcher { Items = [.. cloud.Value.Items.Select(item => item.IndexOfAny(['/', '$']) >= 0 ? item : Normalise(item))] }));

    private static ObjectRegion? Named(Subject subject, string attribute) => subject.Attribute(attribute) switch
    {
        null or PlanValue.Null or PlanValue.Text { Value: "" } => null,
        PlanValue.Text text => new(attribute, new PlanValue.Text(GoogleZone().Replace(Normalise(text.Value), "$1")), attribute),
        var hidden when Subject.IsHidden(hidden) && !IsComputed(subject) => new(attribute, hidden!, attribute),
        _ => null,
    };

    /// <summary>Before version 6 of the AWS provider, which brought <c>bucket_region</c>, nobody could set the region of a bucket.</summary>
    private static bool IsComputed(Subject subject) => subject.Type == "aws_s3_bucket" && subject.Attribute("bucket_region") is null;

    /// <summary>An AWS zone that is not known is in the provider's region all the same.</summary>
    private static ObjectRegion? Zone(string cloud, Subject subject) => (cloud, subject.Attribute(cloud == "google" ? "zone" : "availability_zone")) switch
    {
        ("google", PlanValue.Text zone) => new("zone", new PlanValue.Text(GoogleZone().Replace(Last(zone.Value), "$1")), "zone"),
        ("google", { } hidden) when Subject.IsHidden(hidden) => new("zone", hidden, "zone"),
        ("aws", PlanValue.Text zone) when AwsZone().Match(zone.Value) is { Success: true } match => new("availability_zone", new PlanValue.Text(match.Groups[1].Value), "availability_zone"),
        _ => null,
    };

    private static ObjectRegion? Arn(Subject subject) =>
        subject.Attribute("arn") is PlanValue.Text { Value: var arn } && arn.Split(':') is ["arn", _, _, { Length: > 0 } region, ..]
            ? new("arn", new PlanValue.Text(Normalise(region)), "the ARN")
            : null;

    private static ObjectRegion? Link(Subject subject)
    {
        foreach (var attribute in (string[])["self_link", "id"])
        {
            if (subject.Attribute(attribute) is PlanValue.Text text && LinkSegment().Match(text.Value) is { Success: true } segment)
                return new(attribute, new PlanValue.Text(GoogleZone().Replace(Normalise(segment.Groups[1].Value), "$1")), attribute);
        }

        return null;
    }

    private static ObjectRegion? FromProvider(Subject subject, PolicyFacts facts)
    {
        const string where = "region of the provider";
        return facts.Providers.Value(subject.Change.Address, "region") switch
        {
            // Text around the variable is not in the plan, so what does not look like a region is not known to be one.
            PlanValue.Text text => new("", RegionName().IsMatch(text.Value) ? new PlanValue.Text(Normalise(text.Value)) : PlanValue.Unknown.Value, where),
            PlanValue.Null => null,
            var hidden => facts.Plan.Configuration.ProviderKeys.Count == 0 ? null : new("", Subject.IsHidden(hidden) ? hidden : PlanValue.Unknown.Value, where),
        };
    }

    private static ObjectRegion? FromJob(PolicyContext context) =>
        context.DefaultRegion is { Length: > 0 } region ? new("", new PlanValue.Text(Normalise(region)), "the job's default region") : null;

    private static string Last(string link) => link[(link.LastIndexOf('/') + 1)..];

    [GeneratedRegex("^([a-z]+-[a-z]+[0-9]+)-[a-z]$")]
    private static partial Regex GoogleZone();

    [GeneratedRegex("^([a-z]{2,}(?:-[a-z]+)+-[0-9]+)[a-z]?(?:-|$)")]
    private static partial Regex AwsZone();

    [GeneratedRegex("/(?:regions|zones|locations)/([^/]+)")]
    private static partial Regex LinkSegment();

    [GeneratedRegex("^[a-zA-Z]+(?:-[a-zA-Z]+)*-?[0-9]+$")]
    private static partial Regex RegionName();
}
