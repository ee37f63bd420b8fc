using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.House;

/// <summary>Names, comments, messages and docs use American spelling.</summary>
public sealed partial class SpellingTests
{
    private static readonly string[] Rooms = ["src", "app", "action", "tests", "docs", ".github"];

    private static readonly string[] Endings = [".cs", ".md", ".yml", ".yaml", ".scriban", ".css", ".html"];

    [Fact]
    public void Words_use_American_spelling()
    {
        var found = Rooms.SelectMany(room => FilesBelow(Repository.PathOf(room)))
            .Append(Repository.PathOf("README.md"))
            .Where(path => Endings.Contains(Path.GetExtension(path)) && !path.EndsWith("SpellingTests.cs"))
            .SelectMany(path => Found(path, File.ReadAllText(path)))
            .ToList();

        found.Should().BeEmpty();
    }

    [Theory]
    [InlineData("NormalisePath", "Normalise")] // inside an identifier
    [InlineData("a grey area", "grey")]
    [InlineData("greyhound, organism, precolor, cancelled", null)] // `cancelled` is GitHub's own spelling
    public void A_British_spelling_is_found(string text, string? word) =>
        Found("a.md", text).Should().BeEquivalentTo(word is null ? [] : new[] { $"a.md: {word}" });

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder)
            .Where(child => Path.GetFileName(child) is not ("bin" or "obj" or "node_modules" or "TestResults"))
            .SelectMany(FilesBelow));

    private static IEnumerable<string> Found(string path, string text) => British().Matches(text)
        .Select(match => $"{path}: {match.Value}");

    [GeneratedRegex(
        """
        (organ|normal|recogn|author|initial|serial|optim|summar|minim|util|priorit|categor|synchron|custom)is(e|ed|es|ing|ation)\b
        |(organ|normal|recogn|author|initial|serial|optim|summar|minim|util|priorit|categor|synchron|custom)ise(?=[A-Z])
        |colour|behaviour|favour|honour|neighbour|artefact|catalogue|\blicence|\bcentre\b|\bgrey\b|\bwhilst\b|\blearnt\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex British();
}
