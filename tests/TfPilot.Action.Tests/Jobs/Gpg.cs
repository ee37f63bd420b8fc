using System.Diagnostics;
using System.Text;

namespace TfPilot.Action.Tests.Jobs;

/// <summary>The real gpg with an empty keyring in a temporary folder.</summary>
internal sealed class Gpg : IDisposable
{
    // The path of the agent's socket must be short.
    private readonly string home = Directory.CreateTempSubdirectory("gpg").FullName;

    public static bool IsInstalled { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "gpg")));

    /// <summary>Generates a key and returns its public part.</summary>
    /// <param name="expires">Such as <c>never</c>, or <c>1d</c>.</param>
    public string Generate(string name, string algorithm = "future-default", string expires = "never")
    {
        Run([], "--quick-gen-key", $"{name}@example.com", algorithm, "default", expires);
        return Encoding.UTF8.GetString(Run([], "--armor", "--export", $"{name}@example.com"));
    }

    /// <summary>Revokes the only key, with the certificate that was made with it.</summary>
    public void Revoke()
    {
        var certificate = Directory.EnumerateFiles(Path.Combine(home, "openpgp-revocs.d")).Single();
        // A colon prevents its use by mistake.
        Run(Encoding.UTF8.GetBytes(File.ReadAllText(certificate).Replace(":-----", "-----", StringComparison.Ordinal)),
            "--import");
    }

    public byte[] Run(byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "gpg", ["--homedir", home, "--batch", "--passphrase", "", "--pinentry-mode", "loopback", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var gpg = Process.Start(start)!;
        var errors = gpg.StandardError.ReadToEndAsync();
        gpg.StandardInput.BaseStream.Write(input);
        gpg.StandardInput.Close();
        using var output = new MemoryStream();
        gpg.StandardOutput.BaseStream.CopyTo(output);
        gpg.WaitForExit();
        gpg.ExitCode.Should().Be(0, errors.Result);
        return output.ToArray();
    }

    public void Dispose()
    {
        using var stop = Process.Start("gpgconf", ["--homedir", home, "--kill", "all"])!;
        stop.WaitForExit();
        Directory.Delete(home, recursive: true);
    }
}

/// <summary>A test that needs gpg.</summary>
internal sealed class GpgFactAttribute : FactAttribute
{
    public GpgFactAttribute()
    {
        if (!Gpg.IsInstalled) Skip = "gpg is not installed";
    }
}
