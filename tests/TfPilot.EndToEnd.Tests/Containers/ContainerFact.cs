namespace TfPilot.EndToEnd.Tests.Containers;

/// <summary>A test that builds and runs the image; skipped where no container tool works.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContainerFactAttribute : FactAttribute
{
    public ContainerFactAttribute() => Skip = (Reason() ?? Published.ReasonToSkip)!;

    private static string? Reason() =>
        !OperatingSystem.IsLinux() ? "containers of linux/amd64 run on Linux"
        : !Environment.IsPrivilegedProcess ? "containers are built and run as root"
        : Podman.Tools.FirstOrDefault(tool => !IsInstalled(tool)) is { } missing ? $"{missing} is not installed"
        : null;

    private static bool IsInstalled(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
        .Any(folder => File.Exists(Path.Combine(folder, tool)));
}
