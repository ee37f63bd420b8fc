using System.Globalization;
using System.Runtime.InteropServices;

namespace TfPilot.EndToEnd.Tests.Containers;

/// <summary>The image of the Action, built once for all tests that ask.</summary>
public sealed class ActionImage : IDisposable
{
    private const string Name = "localhost/tfpilot";
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Podman> built;

    public ActionImage() => built = new(Build);

    internal Podman Podman => built.Value;

    internal string Inspect(string format) => Podman.Done("image", "inspect", "--format", format, Name);

    /// <summary>What our layers add to the base, in bytes.</summary>
    internal long OwnSize => SizeOf(Name) - SizeOf(StandIns.RuntimeBase);

    /// <summary>As the runner does it: <c>docker run … IMAGE args</c>.</summary>
    internal PublishedRun Run(string[] options, params string[] arguments) => Podman.Run(["run", "--rm", "--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096", "--network", "host", .. options, Name, .. arguments]);

    public void Dispose() => folder.Dispose();

    private long SizeOf(string name) => long.Parse(Podman.Done("image", "inspect", "--format", "{{.Size}}", name), CultureInfo.InvariantCulture);

    private Podman Build()
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var podman = new Podman(folder.Root);
        StandIns.Make(podman, folder.Root, Path.Combine(dotnet, "dotnet"));
        podman.Done(
            "build", "--pull=never", "--isolation=chroot", "--network=host", "--volume", $"{dotnet}:/usr/share/dotnet:ro", "--volume", $"{packages}:/packages:ro",
            "--build-arg", "VERSION=1.2.3", "--build-arg", "REVISION=abc", "--file", Repository.PathOf("action", "Dockerfile"), "--tag", Name, Repository.Root);
        return podman;
    }
}
