using System.Reflection;

namespace TfPilot.Action.Basics;

/// <summary>This build of the program.</summary>
internal static class Product
{
    private static readonly Assembly Build = typeof(Product).Assembly;

    public static string Version { get; } =
        Build.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The commit of the release, which names its image by digest; null for any other build.</summary>
    public static string? ReleaseCommit { get; } =
        Build.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(data => data.Key == nameof(ReleaseCommit))?.Value;
}
