using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>An environment that a repository seems to have, by its paths or by its workspaces.</summary>
public sealed record ScaffoldEnvironment(string Name, IReadOnlyList<string> Paths, IReadOnlyList<string> Workspaces)
{
    public bool IsProduction => EnvironmentStages.Of(Name) is null or { Rank: 0 };
}

/// <summary>Finds environments in the names of folders, and of files of variables where folders name none.</summary>
internal static class ScaffoldEnvironments
{
    /// <summary>Also the usual name of the folder above all environments, so that a more exact one below it goes first.</summary>
    private const string Live = "live";

    /// <param name="folders">Of modules that no other uses.</param>
    public static IReadOnlyList<ScaffoldEnvironment> ByFolder(IEnumerable<string> folders) => InOrder(folders
        .Select(folder => folder.Split('/'))
        .Select(steps => (Steps: steps, At: StepOf(steps)))
        .Where(found => found.At >= 0)
        .GroupBy(found => found.Steps[found.At], found => string.Join('/', found.Steps[..found.At]))
        .Select(found => new ScaffoldEnvironment(found.Key, [PathOf(found.Key, [.. found.Distinct()])], [])));

    /// <param name="workspaces">The names of files of variables.</param>
    public static IReadOnlyList<ScaffoldEnvironment> ByWorkspace(IEnumerable<string> workspaces) => InOrder(workspaces
        .Where(name => RankOf(name) is not null)
        .Distinct()
        .Select(name => new ScaffoldEnvironment(name, [], [name])));

    /// <summary>Where nothing names an environment, everything is treated as production.</summary>
    public static ScaffoldEnvironment Only(IReadOnlyList<string> projects) =>
        new("prod", [projects is [var single] && PathGlob.Mistake(single) is null && !IsPattern(single) ? FolderPath.Shown(single) : "**"], []);

    private static int StepOf(string[] steps) =>
        Array.FindIndex(steps, step => step != Live && RankOf(step) is not null) is var exact and >= 0 ? exact : Array.IndexOf(steps, Live);

    /// <summary>Where the name stands among environments, production at 0; null when it names none, or could not be written as one.</summary>
    internal static int? RankOf(string name) => name.Length > 0 && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? EnvironmentStages.Of(name)?.Rank : null;

    private static string PathOf(string step, IReadOnlyList<string> above) =>
        above is [var one] && !IsPattern(one) ? $"{(one.Length == 0 ? "" : $"{one}/")}{step}/**" : $"**/{step}/**";

    private static bool IsPattern(string path) => path.AsSpan().IndexOfAny('*', '{', '}') >= 0;

    internal static IReadOnlyList<ScaffoldEnvironment> InOrder(IEnumerable<ScaffoldEnvironment> found) =>
        [.. found.OrderBy(environment => RankOf(environment.Name)).ThenBy(environment => environment.Name, StringComparer.Ordinal)];
}
