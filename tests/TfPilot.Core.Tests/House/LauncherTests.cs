using System.Diagnostics;

namespace TfPilot.Core.Tests.House;

/// <summary>Runs the script <c>build/tfpilot</c> with a fake dotnet that prints its arguments.</summary>
public sealed class LauncherTests : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        if [ "$1" = build ]; then
          echo "built"
          [ ! -f "$FAILS" ] || exit 1
          mkdir -p "$ROOT/action/bin/Release/net10.0" && touch "$ROOT/action/bin/Release/net10.0/tfpilot.dll"
        else
          shift; echo "ran $*"; cat
        fi

        """;

    private readonly TemporaryFolder folder = new();

    public LauncherTests()
    {
        folder.Write("build/tfpilot", RepositoryFiles.Read("build/tfpilot"));
        folder.Write("bin/dotnet", Dotnet);
        foreach (var file in new[] { "src/TfPilot.Core/A.cs", "src/TfPilot.GitHub/B.cs", "action/C.cs" })
            folder.Write(file, "");
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in new[] { "build/tfpilot", "bin/dotnet" })
            File.SetUnixFileMode(Path.Combine(folder.Root, file), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Dispose() => folder.Dispose();

    [BashFact]
    public void The_first_call_builds_and_the_next_one_runs_at_once()
    {
        var first = Run("plan", "review", "-");
        var second = Run("plan", "review", "-");

        first.Error.Should().StartWith("tfpilot: building from the sources; the first time takes about a minute ...\n")
            .And.Contain("built");
        first.Out.Should().Be("ran review -\nplan", "the built program reads standard input");
        second.Should().Be((0, "ran review -\nplan", ""));
    }

    [BashTheory]
    [InlineData("src/TfPilot.Core/A.cs", true)]
    [InlineData("action/Commands/New.cs", true)]
    [InlineData("action/obj/generated.cs", false)] // made by the build
    [InlineData("action/samples/new/plan.json", false)] // not part of the program
    [InlineData("docs/README.md", false)]
    public void A_changed_source_file_triggers_a_rebuild(string path, bool builds)
    {
        Run("", "--version");
        File.SetLastWriteTimeUtc(folder.Write(path, "changed"), DateTime.UtcNow.AddMinutes(1));

        var run = Run("", "--version");

        run.Error.Contains("building", StringComparison.Ordinal).Should().Be(builds);
    }

    [BashFact]
    public void A_failed_build_is_not_run()
    {
        folder.Write("fails", "");

        var run = Run("", "--version");

        (run.ExitCode, run.Out).Should().Be((2, ""));
        run.Error.Should().EndWith("tfpilot: the build failed\n");
    }

    private (int ExitCode, string Out, string Error) Run(string piped, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(folder.Root, "build", "tfpilot"), arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{folder.Root}/bin:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["ROOT"] = folder.Root;
        start.Environment["FAILS"] = Path.Combine(folder.Root, "fails");
        using var process = Process.Start(start)!;
        process.StandardInput.Write(piped);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
