namespace TfPilot.Core.Tests.House;

public class ChapterTests
{
    private static readonly IReadOnlyList<string> Sources = [.. RepositoryFiles.Of("src/TfPilot.Core/", ".cs")];

    [Fact]
    public void Every_source_of_Core_is_in_a_known_chapter_and_says_so()
    {
        var strays = Sources.Where(path =>
            !Chapters.InOrder.Contains(Chapters.Of(path))
            || !RepositoryFiles.Read(path).Contains($"namespace TfPilot.Core.{Chapters.Of(path)};", StringComparison.Ordinal));

        Sources.Should().NotBeEmpty();
        strays.Should().BeEmpty();
    }

    [Fact]
    public void A_chapter_uses_only_those_before_it()
    {
        var uses = Sources.SelectMany(path => Chapters.LaterOnes(Chapters.Of(path), RepositoryFiles.Read(path)).Select(later => $"{path} uses {later}"));

        uses.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Plans", "using TfPilot.Core.Basics;", null)] // before it
    [InlineData("Plans", "namespace TfPilot.Core.Plans;", null)] // itself
    [InlineData("Plans", "var plans = review.Risks.Count;", null)] // a property that has a chapter's name
    [InlineData("Plans", "using TfPilot.Core.Risks;", "Risks")]
    [InlineData("Basics", "using Change = TfPilot.Core.Plans.ResourceChange;", "Plans")]
    [InlineData("Basics", "public Plans.Plan? Plan { get; }", "Plans")] // relative to Core
    [InlineData("Settings", "using TfPilot.Core.Helpers;", "Helpers")] // no such chapter
    public void A_use_of_a_later_chapter_is_found(string chapter, string source, string? later)
    {
        var found = Chapters.LaterOnes(chapter, source);

        found.Should().Equal(later is null ? [] : [later]);
    }
}
