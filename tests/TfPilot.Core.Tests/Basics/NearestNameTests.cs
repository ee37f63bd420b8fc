using TfPilot.Core.Basics;

namespace TfPilot.Core.Tests.Basics;

public class NearestNameTests
{
    private static readonly string[] Names = ["level", "scope", "approvers", "in", "inline_ignore"];

    [Theory]
    [InlineData("lvel", "level")] // one letter too few
    [InlineData("levell", "level")]
    [InlineData("lavel", "level")]
    [InlineData("elvel", "level")] // two swapped
    [InlineData("Level", "level")]
    [InlineData("aprovrs", "approvers")]
    [InlineData("inline-ignore", "inline_ignore")]
    [InlineData("x", null)] // any short name would be near
    [InlineData("severity", null)]
    [InlineData("", null)]
    public void The_intended_name_is_suggested(string text, string? name) =>
    NearestName.Of(text, Names).Should().Be(name);

    [Fact]
    public void The_nearest_of_several_names_is_suggested() =>
    NearestName.Of("count", ["counts", "court", "mount", "count_"]).Should().Be("counts");

    [Fact]
    public void A_suggestion_completes_a_sentence()
    {
        NearestName.Hint("scop", Names).Should().Be("; did you mean scope?");
        NearestName.Hint("other", Names).Should().BeEmpty();
    }
}
