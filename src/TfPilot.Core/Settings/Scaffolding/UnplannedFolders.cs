using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>
/// Finds folders with configuration that is not deployed: examples, tests, fixtures, samples, templates and vendored
/// code. A folder that a deployed module uses is not one of them.
/// </summary>
internal static class UnplannedFolders
{
    /// <summary>Names that no project has within its own folder for files that it reads.</summary>
    private static readonly HashSet<string> Safe =
        ["example", "examples", "sample", "samples", "tests", "fixture", "fixtures", "testdata", "test-data"];

    private static readonly HashSet<string> Others =
    [
        "demo", "demos", "vendor", "vendored", "third_party", "third-party", "template", "templates", "snippets",
        "node_modules", "e2e", "test", "testing", "wrappers",
    ];

    /// <summary>Names that are environments where other environments are beside them.</summary>
    private static readonly HashSet<string> MaybeEnvironments = ["test", "testing", "demo"];

    /// <summary>The topmost folders; empty when the repository contains nothing else.</summary>
    public static IReadOnlyList<string> Of(SourceTree tree) =>
        Find(tree) is var found && IsEverything(tree, found) ? [] : found;

    /// <summary>Whether the repository has configuration, all of it in such folders.</summary>
    public static bool IsEverything(SourceTree tree) => tree.Modules.Count > 0 && IsEverything(tree, Find(tree));

    private static bool IsEverything(SourceTree tree, List<string> found) =>
        tree.Modules.All(module => found.Exists(folder => FolderPath.IsAtOrBelow(module.Path, folder)));

    private static List<string> Find(SourceTree tree)
    {
        var siblings = new FolderSiblings(tree.Modules.Select(module => module.Path));
        var top = tree.Modules.ToDictionary(module => module.Path, module => TopOf(module.Path, siblings));
        var used = tree.Modules.Where(module => top[module.Path] is null).SelectMany(module => module.Uses).ToList();
        return top.Values.OfType<string>().Distinct()
            .Where(folder => !used.Exists(path => FolderPath.IsAtOrBelow(path, folder)))
            .Order(StringComparer.Ordinal).ToList();
    }

    /// <summary>Patterns for the folders; one for all of a name where that matches no other folder.</summary>
    public static IReadOnlyList<string> Globs(IReadOnlyList<string> folders, SourceTree tree)
    {
        var others = tree.Modules.Select(module => module.Path)
            .Where(path => !folders.Any(folder => FolderPath.IsAtOrBelow(path, folder))).ToList();
        return [.. folders.GroupBy(folder => folder.Split('/')[^1])
            .SelectMany(same => Safe.Contains(same.Key)
                && new PathGlob($"**/{same.Key}/**") is var glob && !others.Exists(glob.Matches)
                ? [glob.Pattern] : same.Where(PathGlob.IsExact).Select(folder => $"{PathGlob.Exactly(folder)}/**"))
            .Order(StringComparer.Ordinal)];
    }

    private static string? TopOf(string folder, FolderSiblings siblings)
    {
        var steps = folder.Split('/');
        var at = Array.FindIndex(steps, step => IsName(step.ToLowerInvariant()));
        while (at >= 0 && MaybeEnvironments.Contains(steps[at]) && IsEnvironment(steps, at, siblings))
            at = Array.FindIndex(steps, at + 1, step => IsName(step.ToLowerInvariant()));
        return at < 0 ? null : string.Join('/', steps[..(at + 1)]);
    }

    /// <summary>Whether it is such a name, or made of such words: <c>test-fixtures</c>.</summary>
    internal static bool IsName(string step) => Safe.Contains(step) || Others.Contains(step)
        || (step.Split('-', '_') is { Length: > 1 } words && Array.Exists(words, Safe.Contains)
            && Array.TrueForAll(words, word => Safe.Contains(word) || Others.Contains(word)))
        || step.EndsWith("-templates", StringComparison.Ordinal)
        || step.Contains("{{", StringComparison.Ordinal) || step.StartsWith("cookiecutter", StringComparison.Ordinal);

    private static bool IsEnvironment(string[] steps, int at, FolderSiblings siblings) =>
        (at > 0 && EnvironmentFolders.IsParent(steps[at - 1]))
        || siblings.Of(string.Join('/', steps[..at]))
            .Any(name => EnvironmentStages.IsExactly(name) && !MaybeEnvironments.Contains(name));
}
