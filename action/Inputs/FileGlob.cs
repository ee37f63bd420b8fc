using System.IO.Enumeration;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Files by a pattern: <c>*</c> and <c>?</c> stand for characters of one name, <c>**</c> for any folders. What tools
/// keep for themselves (<see cref="TerraformPaths.ToolFolders"/>) is found only under its own name, and <c>**</c>
/// follows no links, because they may go in circles.
/// </summary>
internal static class FileGlob
{
    private static readonly EnumerationOptions Readable = new() { AttributesToSkip = 0 };

    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny("*?") >= 0;

    /// <summary>Sorted; each begins with <paramref name="root"/>, unless that is <c>.</c>.</summary>
    public static IReadOnlyList<string> Find(string root, string pattern) =>
        [.. Walk(root, pattern.Split('/', StringSplitOptions.RemoveEmptyEntries)).Distinct()
            .Order(StringComparer.Ordinal)];

    /// <summary>
    /// The folder before the pattern, and the pattern from there; of a path without a pattern the folder itself and
    /// nothing.
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
        .Where(below => Matches(name, below) && (!IsPattern(name) || !TerraformPaths.ToolFolders.Contains(below.Name)))
        .Select(below => In(folder, below));

    private static bool Matches(string name, FileSystemInfo entry) =>
        FileSystemName.MatchesSimpleExpression(name, entry.Name, ignoreCase: false);

    private static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;

    private static string In(string folder, FileSystemInfo entry) =>
        folder == "." ? entry.Name : Path.Combine(folder, entry.Name);
}
