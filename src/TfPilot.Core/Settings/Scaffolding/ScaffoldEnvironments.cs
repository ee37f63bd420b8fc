using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>A detected environment, with its paths or its workspaces.</summary>
public sealed record ScaffoldEnvironment(string Name, IReadOnlyList<string> Paths, IReadOnlyList<string> Workspaces)
{
    public bool IsProduction => EnvironmentStages.Of(Name) is null or { Rank: 0 };
}

/// <summary>
/// Detects environments from folder names, or from variable file names if no folder is named after one.
/// </summary>
internal static class ScaffoldEnvironments
{
    /// <summary>
    /// A name for production that may also be the common parent of all environments, so a more specific name below it
    /// takes precedence.
    /// </summary>
    private const string Live = "live";

    /// <param name="folders">The folders of modules that no other module uses.</param>
    public static IReadOnlyList<ScaffoldEnvironment> ByFolder(IEnumerable<string> folders) => InOrder(folders
        .Select(folder => folder.Split('/'))
        .Select(steps => (Steps: steps, At: StepOf(steps)))
        .Where(found => found.At >= 0)
        .GroupBy(found => found.Steps[found.At], found => string.Join('/', found.Steps[..found.At]))
        .Select(found => new ScaffoldEnvironment(found.Key, [PathOf(found.Key, [.. found.Distinct()])], [])));

    /// <param name="workspaces">The names of variable files.</param>
    public static IReadOnlyList<ScaffoldEnvironment> ByWorkspace(IEnumerable<string> workspaces) => InOrder(workspaces
        .Where(name => RankOf(name) is not null)
        .Distinct()
        .Select(name => new ScaffoldEnvironment(name, [], [name])));

    /// <summary>If no environment is detected, everything is treated as production.</summary>
    public static ScaffoldEnvironment Only(IReadOnlyList<string> projects) =>
        new("prod",
            [projects is [var single] && PathGlob.Mistake(single) is null && !IsPattern(single)
                ? FolderPath.Shown(single) : "**"], []);

    private static int StepOf(string[] steps) =>
        Array.FindIndex(steps, step => step != Live && RankOf(step) is not null) is var exact and >= 0 ? exact
        : Array.IndexOf(steps, Live);

    /// <summary>
    /// The rank of the name among environments, 0 for production; null when it is not an environment name, or not a
    /// valid one.
    /// </summary>
    internal static int? RankOf(string name) => name.Length > 0 && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? EnvironmentStages.Of(name)?.Rank
        : null;

    private static string PathOf(string step, IReadOnlyList<string> above) =>
        above is [var one] && !IsPattern(one) ? $"{(one.Length == 0 ? "" : $"{one}/")}{step}/**" : $"**/{step}/**";

    private static bool IsPattern(string path) => path.AsSpan().IndexOfAny('*', '{', '}') >= 0;

    internal static IReadOnlyList<ScaffoldEnvironment> InOrder(IEnumerable<ScaffoldEnvironment> found) =>
        [.. found.OrderBy(environment => RankOf(environment.Name))
            .ThenBy(environment => environment.Name, StringComparer.Ordinal)];
}
