using System.Diagnostics;
using System.Formats.Tar;
using System.Text.RegularExpressions;

namespace TfPilot.EndToEnd.Tests.Containers;

/// <summary>
/// Stand-ins for the .NET base images, made of files of this machine, because tests do not use a registry. They verify
/// the Dockerfile and the program; the workflow <c>check</c> builds on the real images.
/// </summary>
internal static partial class StandIns
{
    private const string Libraries = "/lib/x86_64-linux-gnu";
    private const string Shell = "/bin/sh";

    // NuGet locks need a user with a name and a shared temporary folder.
    private static readonly string[] Base =
    [
        "/etc/passwd", "/etc/group", "/etc/ssl/certs/ca-certificates.crt", $"{Libraries}/libssl.so.3",
        $"{Libraries}/libcrypto.so.3",
        $"{Libraries}/libm.so.6", $"{Libraries}/libdl.so.2", $"{Libraries}/libpthread.so.0", $"{Libraries}/librt.so.1",
    ];

    /// <summary>The large files of the SDK image are mounted instead of copied.</summary>
    public static void Make(Podman podman, string folder, string dotnet)
    {
        Import(podman, folder, "mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled",
            [.. Base, .. Needed(dotnet)]);
        Import(podman, folder, "mcr.microsoft.com/dotnet/sdk:10.0-noble",
            [.. Base, Shell, .. Needed(dotnet), .. Needed(Shell)],
            "PATH=/usr/share/dotnet:/bin", "HOME=/root", "DOTNET_CLI_HOME=/root", "NUGET_PACKAGES=/packages",
            "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", "DOTNET_NOLOGO=1", "DOTNET_GENERATE_ASPNET_CERTIFICATE=false");
    }

    private static void Import(
        Podman podman, string folder, string name, IEnumerable<string> files, params string[] environment)
    {
        var archive = Path.Combine(folder, "image.tar");
        using (var tar = new TarWriter(File.Create(archive)))
        {
            foreach (var shared in new[] { "tmp", "root" })
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.Directory, shared) { Mode = (UnixFileMode)0b001_111_111_111 });
            foreach (var file in files.Distinct())
                tar.WriteEntry(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file, file[1..]);
        }

        podman.Done(
            ["import", .. environment.SelectMany(variable => new[] { "--change", $"ENV={variable}" }), archive, name]);
    }

    private static IEnumerable<string> Needed(string program)
    {
        using var ldd = Process.Start(new ProcessStartInfo("ldd", [program]) { RedirectStandardOutput = true })!;
        return [.. Library().Matches(ldd.StandardOutput.ReadToEnd()).Select(library => library.Value)];
    }

    [GeneratedRegex(@"/\S+\.so\S*")]
    private static partial Regex Library();
}
