using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TfPilot.EndToEnd.Tests.App;

/// <summary>The App as a separate process that listens on a free port.</summary>
internal sealed partial class AppProcess : IDisposable
{
    private static readonly string Program = Path.Combine(
        Repository.PathOf("app"), "bin", Directory.GetParent(AppContext.BaseDirectory)!.Parent!.Name, "net10.0",
        "tfpilot-app.dll");

    private readonly Process process;
    private readonly ConcurrentQueue<string> errors = [];

    public AppProcess(Process process, Uri url)
    {
        (this.process, Url) = (process, url);
        _ = ListenAsync(); // Unread output would block the process eventually.
    }

    public Uri Url { get; }

    /// <summary>The errors logged so far.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    public static AppProcess Start(IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("dotnet",
            [Program, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (Address().Match(line) is { Success: true } found) return new(process, new Uri(found.Value));
        }

        process.WaitForExit();
        throw new InvalidOperationException($"the App ended with {process.ExitCode} before it listened");
    }

    /// <summary>Runs an operator command of the program and returns its output.</summary>
    public static async Task<(int ExitCode, string Out)> AskAsync(
        IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>Kills the process without a shutdown.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    private async Task ListenAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Failure().IsMatch(line)) errors.Enqueue(line);
        }
    }

    [GeneratedRegex(@"\A\S+ (fail|crit): ")]
    private static partial Regex Failure();

    [GeneratedRegex(@"(?<=Now listening on: )\S+")]
    private static partial Regex Address();
}
