using System.Runtime.CompilerServices;

namespace TfPilot.Core.Tests;

/// <summary>Files of the source tree that tests hold the code against.</summary>
internal static class Repository
{
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
