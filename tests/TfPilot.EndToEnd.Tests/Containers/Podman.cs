using System.Diagnostics;

namespace TfPilot.EndToEnd.Tests.Containers;

/// <summary>Podman with a separate storage, which does not touch the images of the machine.</summary>
internal sealed class Podman(string storage)
{
    public static readonly string[] Tools = ["podman", "runc"];

    // Overlay file systems and limits above those of the machine are not available everywhere.
    private readonly string[] always = ["--root", $"{storage}/root", "--runroot", $"{storage}/run", "--storage-driver",
        "vfs", "--runtime", "runc"];

    public PublishedRun Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "podman", [.. always, .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, errors.Result);
    }

    /// <summary>Returns the output; a nonzero exit code fails the test.</summary>
    public string Done(params string[] arguments)
    {
        var run = Run(arguments);
        run.ExitCode.Should().Be(0, "podman {0} says {1}{2}", arguments[0], run.Out, run.Error);
        return run.Out.Trim();
    }
}
