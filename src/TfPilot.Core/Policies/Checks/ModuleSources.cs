using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

internal enum ModuleOrigin
{
    Local,
    Registry,
    Git,
    Archive,
}

/// <summary>Parses module sources as Terraform does.</summary>
internal static partial class ModuleSources
{
    public static ModuleOrigin Of(string source) =>
        source.StartsWith("./", StringComparison.Ordinal) || source.StartsWith("../", StringComparison.Ordinal)
        ? ModuleOrigin.Local
        : Git().IsMatch(source) ? ModuleOrigin.Git
        : Registry().IsMatch(source) ? ModuleOrigin.Registry
        : ModuleOrigin.Archive;

    [GeneratedRegex(
        @"^(?:git::|hg::|ssh://|git@|(?:https://)?(?:github\.com|bitbucket\.org)/)|^https?://[^?]+\.git(?:$|[/?])",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Git();

    /// <summary>Namespace, name and provider, with an optional host before and an optional subfolder after.</summary>
    [GeneratedRegex(
        @"^(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?/)?[\w-]+/[\w-]+/[\w-]+(?://.*)?$",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Registry();
}

/// <summary>The default host of sources without a host.</summary>
internal static class PublicRegistry
{
    private static readonly string[] Hosts = ["registry.terraform.io/", "registry.opentofu.org/"];

    public static string Strip(string source) =>
        Array.Find(Hosts, host => source.StartsWith(host, StringComparison.Ordinal)) is { } host ? source[host.Length..]
        : source;
}
