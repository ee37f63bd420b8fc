using TfPilot.Core.Basics;

namespace TfPilot.Core.Tests.Basics;

public class PathGlobTests
{
    [Theory]
    [InlineData("live/prod/**", "live/prod/web/eu", true)]
    [InlineData("live/prod/**", "live/prod", true)] // no step at all
    [InlineData("live/prod/**", "live/production", false)]
    [InlineData("live/prod/**", "old/live/prod", false)] // from the root
    [InlineData("live/*", "live/prod", true)]
    [InlineData("live/*", "live/prod/web", false)] // one step
    [InlineData("live/*", "live", false)]
    [InlineData("live/{dev,stage}/**", "live/stage/web", true)]
    [InlineData("live/{dev,stage}/**", "live/prod/web", false)]
    [InlineData("**/*.md", "README.md", true)]
    [InlineData("**/*.md", "docs/a/b.md", true)]
    [InlineData("**/prod/**/main", "a/prod/b/c/main", true)]
    [InlineData("**/prod/**/main", "a/b/main", false)]
    [InlineData("live/prod-*", "live/prod-eu", true)]
    [InlineData("Live", "live", false)] // case counts
    [InlineData("live/", "./live", true)] // the same folder
    [InlineData("live/prod", @"live\prod", true)]
    [InlineData(".", ".", true)] // the root
    [InlineData("**", "", true)]
    [InlineData("*", ".", false)]
    public void A_path_is_matched_segment_by_segment(string pattern, string path, bool fits) =>
    new PathGlob(pattern).Matches(path).Should().Be(fits);

    [Theory]
    [InlineData("/live", "leading /")]
    [InlineData(@"live\prod", "separate path segments with /")]
    [InlineData("!live", "cannot exclude")]
    [InlineData("live/../prod", "leads out")]
    [InlineData("live/{a", "paired")]
    [InlineData("{live/a,b}", "paired")] // braces hold words of one step
    public void Errors_are_reported(string pattern, string expected) =>
        PathGlob.FindError(pattern).Should().Contain(expected);

    [Theory]
    [InlineData("live/{dev,stage}/**")]
    [InlineData("**/*.md")]
    public void A_valid_pattern_is_accepted(string pattern) => PathGlob.FindError(pattern).Should().BeNull();
}
