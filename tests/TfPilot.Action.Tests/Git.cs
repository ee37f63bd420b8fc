using System.Diagnostics;

namespace TfPilot.Action.Tests;

/// <summary>A real git repository in a temporary folder.</summary>
internal sealed class Git(string folder)
{
    public Git Run(params string[] arguments)
    {
        Output(arguments);
        return this;
    }

    /// <summary>Commits all current files.</summary>
    public Git Commit(string subject) =>
        Run("add", "-A").Run("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", subject);

    /// <summary>Returns the output of git; a nonzero exit code fails the test.</summary>
    public byte[] Output(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        start.Environment["GIT_CONFIG_GLOBAL"] = start.Environment["GIT_CONFIG_SYSTEM"] = OperatingSystem.IsWindows()
            ? "NUL" : "/dev/null";
        using var git = Process.Start(start)!;
        var errors = git.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        git.StandardOutput.BaseStream.CopyTo(output);
        git.WaitForExit();
        git.ExitCode.Should().Be(0, "git {0} says {1}", arguments[0], errors.Result);
        return output.ToArray();
    }
}
