using System.Diagnostics;

namespace TfPilot.Storage.Tests;

/// <summary>Starts this program as a separate process.</summary>
internal static class Child
{
    /// <summary>
    /// Kills the process (SIGKILL) after it printed this many lines, and returns all lines that it printed.
    /// </summary>
    public static IReadOnlyList<string> RunUntilKilled(int lines, params string[] arguments)
    {
        using var process = Start(arguments);
        var printed = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            printed.Add(line);
            if (printed.Count == lines) process.Kill();
        }

        process.WaitForExit();
        return printed;
    }

    public static async Task<int> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static Process Start(string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(
                "dotnet", [typeof(Child).Assembly.Location, .. arguments])
            { RedirectStandardOutput = true })!;
}
