using System.IO.Enumeration;

namespace TfPilot.Core.Tests.House;

/// <summary>All files of the repository that .gitignore does not exclude.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] Ignored =
        [".git",
            .. File.ReadAllLines(Repository.PathOf(".gitignore")).Where(line => line.Length > 0)
                .Select(line => line.TrimEnd('/'))];

    /// <summary>Sorted paths relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Walk(new DirectoryInfo(Repository.Root), "")
        .Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Of(string prefix, string extension) => All.Where(path =>
        path.StartsWith(prefix, StringComparison.Ordinal) && path.EndsWith(extension, StringComparison.Ordinal));

    /// <summary>The C# sources that ship: Core, the clients and the programs.</summary>
    public static IEnumerable<string> ProductionSources =>
        new[] { "src/", "action/", "app/" }.SelectMany(folder => Of(folder, ".cs"));

    public static string Read(string path) => File.ReadAllText(Repository.PathOf(path));

    private static IEnumerable<string> Walk(DirectoryInfo folder, string prefix) => folder
        .EnumerateFileSystemInfos()
        .Where(entry => !Ignored.Any(
            pattern => FileSystemName.MatchesSimpleExpression(pattern, entry.Name, ignoreCase: false)))
        .SelectMany(
            entry => entry is DirectoryInfo inner ? Walk(inner, $"{prefix}{entry.Name}/") : [prefix + entry.Name]);
}
