using System.Diagnostics;

namespace TfPilot.Core.Tests.House;

/// <summary>Runs the Node tools of build/npm that the build installs.</summary>
internal static class NodeTool
{
    private static readonly string Modules = Repository.PathOf("build", "npm", "node_modules");

    public static string? ReasonToSkip { get; } =
        Directory.Exists(Modules) ? null
        : "build/npm/node_modules is missing: node is not installed, or the build script did not run yet";

    /// <summary>The path of a file in one of the packages.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Modules, path));

    /// <summary>Returns the exit code and the complete output.</summary>
    public static (int ExitCode, string Output) Run(string script, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Modules, script), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NodeTool.ReasonToSkip!;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeTool.ReasonToSkip!;
}
