using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.House;

/// <summary>
/// Examples get copied: none references a branch, and references to our own Action use a tag that a release moves or
/// creates.
/// </summary>
public partial class PinnedExampleTests
{
    private static readonly IReadOnlyList<string> Files =
    [
        .. RepositoryFiles.Of("", ".md").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal)),
        .. RepositoryFiles.Of("src/", ".scriban"), .. RepositoryFiles.Of("docs/deploy/", ".yaml"),
    ];

    [Fact]
    public void Every_workflow_example_is_pinned()
    {
        var loose = Files.SelectMany(path => Unpinned(RepositoryFiles.Read(path)).Select(use => $"{path}: {use}"));

        loose.Should().BeEmpty();
    }

    [Theory]
    [InlineData("      - uses: tfpilot/tfpilot-actions@v1\n", true)] // the tag that each release moves
    [InlineData("    uses: tfpilot/tfpilot-actions/.github/workflows/{{ called }}.yml@v{{ major }}\n", true)] // of init
    [InlineData("      - uses: tfpilot/tfpilot-actions@main\n", false)] // a branch
    [InlineData("      - uses: tfpilot/tfpilot-actions@v9\n", false)] // does not exist
    [InlineData("      - uses: actions/checkout@v5\n", false)] // of others, by a tag that can be moved
    [InlineData("      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8\n", false)] // which version?
    [InlineData("      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0\n", true)]
    [InlineData("      - uses: ./.github/actions/ours\n", true)] // of the same commit
    [InlineData("    image: ghcr.io/tfpilot/tfpilot-actions-app:latest\n", false)] // moves
    [InlineData("    docker run ghcr.io/tfpilot/tfpilot-actions:main\n", false)] // moves
    public void An_unpinned_example_is_found(string text, bool isPinned) =>
        Unpinned(text).Any().Should().Be(!isPinned);

    private static IEnumerable<string> Unpinned(string text) =>
        Uses().Matches(text).Select(use => use.Groups["what"].Value.Trim()).Where(use => !Pinned().IsMatch(use))
            .Concat(Images().Matches(text).Select(image => image.Value).Where(image => !Versioned().IsMatch(image)));

    [GeneratedRegex(@"^\s*(- )?(\{ )?uses: (?<what>([^\s},{]|\{\{ \w+ \}\})+([ ]+#[^\n]*)?)", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^\./|^tfpilot/tfpilot-actions(/([\w./-]|\{\{ \w+ \}\})+)?@v(1|\{\{ major \}\})(\s|$)" +
        @"|@[0-9a-f]{40}\s+# v\d")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"(?<!docker://)ghcr\.io/tfpilot/tfpilot-actions(-app)?:[\w.]+")]
    private static partial Regex Images();

    [GeneratedRegex(@":\d+\.\d+\.\d+$")]
    private static partial Regex Versioned();
}
