using System.Runtime.InteropServices;
using System.Text.Json;

namespace TfPilot.EndToEnd.Tests.Containers;

/// <summary>
/// The image of the Action, built once for all tests. The stand-in base images contain no linker, so its program is the
/// ready-to-run build; the workflow <c>check</c> builds the native program on the real base images.
/// </summary>
public sealed class ActionImage : IDisposable
{
    private const string Name = "localhost/tfpilot";
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Podman> built;

    public ActionImage() => built = new(Build);

    internal Podman Podman => built.Value;

    internal string Inspect(string format) => Podman.Done("image", "inspect", "--format", format, Name);

    /// <summary>The size of our own layers, compressed as in a registry; the first layer is the base image.</summary>
    internal IReadOnlyList<long> PulledLayers()
    {
        Podman.Done("push", "--compress", Name, $"dir:{folder.Root}/pushed");
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Root, "pushed", "manifest.json")));
        return [.. manifest.RootElement.GetProperty("layers").EnumerateArray().Skip(1)
            .Select(layer => layer.GetProperty("size").GetInt64())];
    }

    /// <summary>Runs the image as the runner does: <c>docker run … IMAGE args</c>.</summary>
    internal PublishedRun Run(string[] options, params string[] arguments) =>
        Podman.Run(
            ["run", "--rm", "--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096", "--network", "host",
                .. options, Name, .. arguments]);

    public void Dispose() => folder.Dispose();

    private Podman Build()
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var podman = new Podman(folder.Root);
        StandIns.Make(podman, folder.Root, Path.Combine(dotnet, "dotnet"));
        podman.Done(
            "build", "--pull=never", "--isolation=chroot", "--network=host", "--volume",
            $"{dotnet}:/usr/share/dotnet:ro", "--volume", $"{packages}:/packages:ro",
            "--build-arg", "NATIVE=false", "--build-arg", "VERSION=1.2.3", "--build-arg", "REVISION=abc", "--file",
            Repository.PathOf("action", "Dockerfile"), "--tag", Name, Repository.Root);
        return podman;
    }
}
