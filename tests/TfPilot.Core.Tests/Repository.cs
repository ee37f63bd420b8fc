namespace TfPilot.Core.Tests;

/// <summary>Files of this repository; the root is found from the folder of the test assembly.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string PathOf(params string[] steps) => Path.Combine([Root, .. steps]);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException($"No tfpilot-actions.sln above {AppContext.BaseDirectory}")
        : File.Exists(Path.Combine(folder.FullName, "tfpilot-actions.sln")) ? folder.FullName
        : Find(folder.Parent);
}
