using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// Maps projects to environments, and paths to shared or ignored. The environments are in file order.
/// </summary>
public sealed record EnvironmentMap(
    IReadOnlyList<EnvironmentSettings> Environments, IReadOnlyList<PathGlob> Shared, IReadOnlyList<PathGlob> Ignore)
{
    public static readonly EnvironmentMap Empty = new([], [], []);

    public bool IsShared(string path) => Shared.Any(glob => glob.Matches(path));

    public bool IsIgnored(string path) => Ignore.Any(glob => glob.Matches(path));

    /// <summary>The environments whose paths match the folder.</summary>
    public IEnumerable<EnvironmentSettings> Claiming(string folder) =>
        Environments.Where(environment => environment.Paths.Any(glob => glob.Matches(folder)));
}
