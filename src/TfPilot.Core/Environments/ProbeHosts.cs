using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Environments;

/// <summary>
/// The hosts that probes may request. Requests use HTTPS, except to hosts listed with <c>http://</c>, and never reach
/// private, link-local or reserved addresses, except listed ones.
/// </summary>
/// <param name="Entries">Hosts such as <c>app.example.com</c> or <c>*.example.com</c>, hosts with <c>http://</c>,
/// addresses, and blocks of addresses such as <c>10.0.0.0/8</c>.</param>
public sealed partial record ProbeHosts(IReadOnlyList<string> Entries)
{
    public static readonly ProbeHosts None = new([]);

    private const string Plain = "http://";

    private static readonly IReadOnlyList<AddressRange> Reserved =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3", "::/127", "64:ff9b:1::/48", "2001::/32",
            "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.SelectMany(AddressText.Read),
    ];

    private IEnumerable<AddressRange> Blocks => Entries.Where(IsAddress).SelectMany(AddressText.Read);

    /// <summary>What is wrong with an entry; null for a valid one.</summary>
    public static string? FindError(string entry)
    {
        if (IsAddress(entry))
            return AddressText.Read(entry) is [] ? "is not a block of addresses, such as 10.0.0.0/8" : null;
        var host = entry.StartsWith(Plain, StringComparison.Ordinal) ? entry[Plain.Length..] : entry;
        return Host().IsMatch(host) ? null
            : "is not a host such as app.example.com, *.example.com or http://app.example.com, or a block of " +
                "addresses such as 10.0.0.0/8";
    }

    /// <summary>Why the URL must not be requested; null if it may be. Its address is checked separately.</summary>
    public string? Refuse(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0)
            return "it is not an http(s) URL without credentials";
        var isHttps = url.Scheme == "https";
        if (AddressBits.Read(url.Host) is not null)
            return IsListed(url.Host) ? null : $"apply.probe_hosts does not list {VisibleText.Of(url.Host)}";
        if (Entries.Where(entry => !IsAddress(entry)).Any(entry => Allows(entry, url.Host, isHttps))) return null;
        return !isHttps && Entries.Any(entry => Allows(entry, url.Host, isHttps: true))
            ? $"apply.probe_hosts allows {VisibleText.Of(url.Host)} only with https"
            : $"apply.probe_hosts does not list {VisibleText.Of(url.Host)}";
    }

    /// <summary>Whether a connection to the IP address may be made; an unreadable address may not.</summary>
    public bool AllowsAddress(string address) => AddressText.Read(address) is [var found]
        && (!Reserved.Any(range => Meets(range, found)) || IsListed(address));

    private bool IsListed(string address) => AddressText.Read(address) is [var found]
        && Blocks.Any(range => range.IsV6 == found.IsV6 && found.First >= range.First && found.Last <= range.Last);

    private static bool Meets(AddressRange range, AddressRange other) =>
        range.IsV6 == other.IsV6 && other.First <= range.Last && range.First <= other.Last;

    private static bool Allows(string entry, string host, bool isHttps)
    {
        var isPlain = entry.StartsWith(Plain, StringComparison.Ordinal);
        if (isPlain) entry = entry[Plain.Length..];
        return (isHttps || isPlain) && (entry.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(entry, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsAddress(string entry) => AddressBits.Read(entry) is not null
        || (!entry.StartsWith(Plain, StringComparison.Ordinal) && entry.Contains('/', StringComparison.Ordinal));

    [GeneratedRegex(
        @"^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Host();
}
