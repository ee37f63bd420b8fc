using System.IO.Enumeration;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Finds files by a pattern: <c>*</c> and <c>?</c> match characters of one name, <c>**</c> any folders. Folders of
/// tools (<see cref="TerraformPaths.ToolFolders"/>) must be named explicitly, and <c>**</c> follows no symbolic links,
/// because they may form a cycle.
/// </summary>
internal static class FileGlob
{
    private static readonly EnumerationOptions Readable = new() { AttributesToSkip = 0 };

    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny("*?") >= 0;

    /// <summary>Sorted paths; each starts with <paramref name="root"/> unless that is <c>.</c>.</summary>
    public static IReadOnlyList<string> Find(string root, string pattern) =>
        [.. Walk(root, pattern.Split('/', StringSplitOptions.RemoveEmptyEntries)).Distinct()
            .Order(StringComparer.Ordinal)];

    /// <summary>
    /// Splits a path into the folder before the first wildcard and the pattern below it; the pattern is empty without a
    /// wildcard.
    /// </summary>
    public static (string Root, string Pattern) Split(string place)
    {
        var steps = place.Replace('\\', '/').Split('/');
        var folder = string.Join('/', steps.TakeWhile(step => !IsPattern(step)));
        return (folder.Length > 0 ? folder : place.StartsWith('/') ? "/" : ".",
            string.Join('/', steps.SkipWhile(step => !IsPattern(step))));
    }

    public static Problem MatchesNothing(string glob) =>
        new(glob, $"{glob} matches no file. Check the pattern from the folder {Directory.GetCurrentDirectory()}.");

    private static IEnumerable<string> Walk(string folder, string[] steps) => steps switch
    {
        ["**"] => Walk(folder, ["**", "*"]),
        ["**", .. var rest] =>
            Walk(folder, rest)
            .Concat(Below(folder, "*").Where(below => !IsLink(below)).SelectMany(below => Walk(below, steps))),
        [var name] =>
            new DirectoryInfo(folder).EnumerateFiles("*", Readable).Where(file => Matches(name, file))
            .Select(file => In(folder, file)),
        [var name, .. var rest] => Below(folder, name).SelectMany(below => Walk(below, rest)),
        [] => [],
    };

    private static IEnumerable<string> Below(string folder, string name) => new DirectoryInfo(folder)
        .EnumerateDirectories("*", Readable)
        .Where(below => !PathName.IsBroken(below.Name) && Matches(name, below)
            && (!IsPattern(name) || !TerraformPaths.ToolFolders.Contains(below.Name)))
        .Select(below => In(folder, below));

    private static bool Matches(string name, FileSystemInfo entry) =>
        FileSystemName.MatchesSimpleExpression(name, entry.Name, ignoreCase: false);

    private static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;

    private static string In(string folder, FileSystemInfo entry) =>
        folder == "." ? entry.Name : Path.Combine(folder, entry.Name);
}
