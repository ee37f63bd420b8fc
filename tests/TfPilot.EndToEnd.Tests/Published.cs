using System.Diagnostics;

namespace TfPilot.EndToEnd.Tests;

/// <summary>
/// The executable as the build publishes it: one file, compiled to native code where a linker is installed.
/// </summary>
internal static class Published
{
    private static readonly string Executable = Repository.PathOf(
        "artifacts", "publish", OperatingSystem.IsWindows() ? "tfpilot.exe" : "tfpilot");

    public static string? ReasonToSkip { get; } =
        !File.Exists(Executable) ? "artifacts/publish/tfpilot is missing: the build script did not publish it yet"
        : File.GetLastWriteTimeUtc(Executable) < Sources().Max(File.GetLastWriteTimeUtc)
        ? "artifacts/publish/tfpilot is older than its sources: run the build script"
        : null;

    public static PublishedRun Run(params string[] arguments) => RunIn(Repository.Root, [], arguments);

    public static PublishedRun RunIn(string folder, byte[] piped, params string[] arguments) =>
        RunIn(folder, piped, new Dictionary<string, string>(), arguments);

    /// <param name="variables">Variables in addition to those of this process.</param>
    public static PublishedRun RunIn(
        string folder, byte[] piped, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("COLUMNS");
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(piped);
        process.StandardInput.Close();
        process.WaitForExit();
        return new(process.ExitCode, output.Result, errors.Result);
    }

    private static IEnumerable<string> Sources() => new[] { "src", "action" }
        .SelectMany(room => Directory.EnumerateFiles(Repository.PathOf(room), "*.*", SearchOption.AllDirectories))
        .Where(file => Path.GetExtension(file) is ".cs" or ".scriban" or ".csproj"
            && !file.Contains(
                $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}

internal sealed record PublishedRun(int ExitCode, string Out, string Error);

[AttributeUsage(AttributeTargets.Method)]
public sealed class PublishedFactAttribute : FactAttribute
{
    public PublishedFactAttribute() => Skip = Published.ReasonToSkip!;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class PublishedTheoryAttribute : TheoryAttribute
{
    public PublishedTheoryAttribute() => Skip = Published.ReasonToSkip!;
}
