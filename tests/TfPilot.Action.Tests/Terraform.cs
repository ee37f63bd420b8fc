using System.Diagnostics;
using System.Text;

namespace TfPilot.Action.Tests;

/// <summary>Runs the real terraform with only its built-in provider.</summary>
internal static class Terraform
{
    /// <summary>Returns the output of terraform; a nonzero exit code fails the test.</summary>
    public static byte[] Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("terraform",
            [.. arguments, .. Quiet(arguments[0])])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        start.Environment["TF_CLI_CONFIG_FILE"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        start.Environment["CHECKPOINT_DISABLE"] = "1";
        using var terraform = Process.Start(start)!;
        var errors = terraform.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        terraform.StandardOutput.BaseStream.CopyTo(output);
        terraform.WaitForExit();
        terraform.ExitCode.Should()
            .Be(0, "terraform {0} says {1}{2}", arguments[0], errors.Result, Encoding.UTF8.GetString(output.ToArray()));
        return output.ToArray();
    }

    private static string[] Quiet(string command) => command == "show" ? [] : ["-no-color", "-input=false"];
}
