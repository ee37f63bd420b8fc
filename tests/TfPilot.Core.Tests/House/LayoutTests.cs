using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.House;

public partial class LayoutTests
{
    private const int MaxLines = 300;

    private static readonly string[] AtTheRoot =
    [
        "tfpilot-actions.sln", "action", "app", "src", "tests", "build", "action.yml", "README.md", "docs",
        "global.json", "Directory.Build.props", "Directory.Packages.props", "LICENSE",
    ];

    [Fact]
    public void The_root_contains_only_known_folders_and_dotfiles()
    {
        var names = RepositoryFiles.All.Select(path => path.Split('/')[0]).Distinct()
            .Where(name => !name.StartsWith('.'));

        names.Should().BeSubsetOf(AtTheRoot);
    }

    [Fact]
    public void No_folder_file_or_type_is_named_after_a_generic_pattern()
    {
        var names = RepositoryFiles.ProductionSources.SelectMany(
            path => path.Split('/').Select(step => Path.GetFileNameWithoutExtension(step))
            .Concat(TypeNames().Matches(RepositoryFiles.Read(path)).Select(type => type.Groups["name"].Value)));

        names.Distinct().Where(name => PatternWords().IsMatch(name)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("PlanHelper", true)]
    [InlineData("Utils", true)]
    [InlineData("TfPilot.Common", true)]
    [InlineData("LockManager", true)]
    [InlineData("ReviewService", true)]
    [InlineData("CommonmarkWriter", false)] // a word, not the word
    [InlineData("CommonSchemas", false)] // says what is common
    [InlineData("PlanReader", false)]
    public void A_generic_pattern_name_is_found(string name, bool found) =>
    PatternWords().IsMatch(name).Should().Be(found);

    [Fact]
    public void Source_files_are_short()
    {
        var lengthy = RepositoryFiles.ProductionSources
            .Select(path => (path, lines: RepositoryFiles.Read(path).Count(c => c == '\n')))
            .Where(file => file.lines > MaxLines);

        lengthy.Should().BeEmpty();
    }

    [GeneratedRegex(@"(Helpers?|Utils?|Utility|Utilities|Managers?|Services?)(?![a-z])|Common(?![A-Za-z])")]
    private static partial Regex PatternWords();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex TypeNames();
}
