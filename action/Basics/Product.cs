using System.Reflection;

namespace TfPilot.Action.Basics;

/// <summary>This build of the program.</summary>
internal static class Product
{
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion
        .Split('+')[0];
}
