using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TfPilot.EndToEnd.Tests;

/// <summary>The commands of <c>docs/quickstart.md</c> that a new user copies.</summary>
internal static partial class Quickstart
{
    private static readonly string Page = Repository.Read("docs/quickstart.md").ReplaceLineEndings("\n");

    /// <summary>The code blocks of a section, in order.</summary>
    public static IReadOnlyList<string> Blocks(string part) =>
        [.. Block().Matches(Page.Split($"\n## {part}")[1].Split("\n## ")[0])
            .Select(found => found.Groups["body"].Value)];

    /// <summary>Runs these lines in one shell; the exit code is that of the first failing line.</summary>
    public static (int ExitCode, string Output) Type(
        string folder, string lines, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-e", "-c", lines])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        return (bash.ExitCode, output + errors.Result);
    }

    [GeneratedRegex(@"^```sh\n(?<body>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
