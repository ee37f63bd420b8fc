using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>Finds the region in zones, links and resource names, cloud by cloud.</summary>
internal static partial class RegionText
{
    /// <summary>A region without case and spaces.</summary>
    public static string Normalize(string region) =>
        region.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The name at the end of a link.</summary>
    public static string LastPart(string link) => Normalize(link[(link.LastIndexOf('/') + 1)..]);

    public static string? Amazon(string text) =>
        text.StartsWith("arn:", StringComparison.Ordinal) ? Part(text, 3) : Found(AmazonZone(), text);

    /// <summary>Azure names locations only as themselves.</summary>
    public static string? Azure(string text) => null;

    public static string? Google(string text)
    {
        var linked = Found(GoogleLink(), text);
        var name = linked ?? LastPart(text);
        return Found(GoogleZone(), name) ?? Found(SpannerConfig(), name) ?? linked;
    }

    /// <summary>
    /// An availability domain has a prefix of the tenancy; the two oldest regions have a short name in it.
    /// </summary>
    public static string? Oracle(string text) => Found(OracleDomain(), text) switch
    {
        "phx" => "us-phoenix-1",
        "us-ashburn" => "us-ashburn-1",
        var region => region,
    };

    public static string? Ibm(string text) =>
        text.StartsWith("crn:", StringComparison.Ordinal) ? Part(text, 5) : Found(IbmZone(), text);

    public static string? Alibaba(string text) => Found(AlibabaZone(), text);

    /// <summary>A data center, as in <c>fsn1-dc14</c>.</summary>
    public static string? Hetzner(string text) => Found(DataCenter(), text);

    private static string? Part(string text, int index) =>
        text.Split(':') is var parts && parts.Length > index && parts[index].Length > 0 ? Normalize(parts[index])
        : null;

    private static string? Found(Regex form, string text) =>
        form.Match(Normalize(text)) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("^([a-z]{2,}(?:-[a-z]+)+-[0-9]+)[a-z]?(?:-|$)", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex AmazonZone();

    [GeneratedRegex("^([a-z]+-[a-z]+[0-9]+)-[a-z]$", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex GoogleZone();

    [GeneratedRegex("/(?:regions|zones|locations)/([^/]+)", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex GoogleLink();

    [GeneratedRegex("^regional-(.+)$", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex SpannerConfig();

    [GeneratedRegex("^(?:[^:]+:)?(phx|us-ashburn|[a-z]+-[a-z]+-[0-9]+)-ad-[0-9]+$", RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex OracleDomain();

    [GeneratedRegex("^([a-z]{2}-[a-z]+)-[0-9]$", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex IbmZone();

    [GeneratedRegex(
        "^(?:oss-)?([a-z]+-.+?)(?:-[a-z]|(?<=[0-9])[a-z]|-maz.*)?$",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex AlibabaZone();

    [GeneratedRegex("^([a-z]+[0-9]*)-dc[0-9]+$", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex DataCenter();
}
