namespace TfPilot.Benchmarks;

/// <summary>Files of this repository; the root is found from the folder of the program.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Sample { get; } = PathOf("action", "samples", "new-service", "plan.json");

    public static string PathOf(params string[] steps) => Path.Combine([Root, .. steps]);

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException($"No tfpilot-actions.sln above {AppContext.BaseDirectory}")
        : File.Exists(Path.Combine(folder.FullName, "tfpilot-actions.sln")) ? folder.FullName
        : Find(folder.Parent);
}
