using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>Which project belongs to which environment, and what belongs to all or to none. The environments are in the order of the file.</summary>
public sealed record EnvironmentMap(
    IReadOnlyList<EnvironmentSettings> Environments, IReadOnlyList<PathGlob> Shared, IReadOnlyList<PathGlob> Ignore)
{
    public static readonly EnvironmentMap Empty = new([], [], []);

    public bool IsShared(string path) => Shared.Any(glob => glob.Matches(path));

    public bool IsIgnored(string path) => Ignore.Any(glob => glob.Matches(path));

    /// <summary>The environments whose paths match the folder.</summary>
    public IEnumerable<EnvironmentSettings> Claiming(string folder) => Environments.Where(environment => environment.Paths.Any(glob => glob.Matches(folder)));
}
