using TfPilot.Core.Basics;

namespace TfPilot.Core.Tests.Basics;

public sealed class GlobTests
{
    [Theory]
    [InlineData("aws_vpc", "aws_vpc", true)]
    [InlineData("aws_vpc", "aws_vpcs", false)]
    [InlineData("aws_*", "aws_", true)]
    [InlineData("*_vpc", "aws_vpc_vpc", true)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("*a*b*", "xxbxxaxx", false)]
    [InlineData("{a,ab}c", "abc", true)] // the longer word
    [InlineData("{a,ab}bc", "abbc", true)]
    [InlineData("{a,}b", "b", true)] // a word may be empty
    [InlineData("x{a,b}", "xc", false)]
    [InlineData("x{*}", "x*", true)] // itself
    [InlineData("x{*}", "xa", false)]
    [InlineData("{{}x,y{}}", "{x,y}", true)]
    [InlineData("{{}x,y{}}", "x", false)]
    [InlineData("{a", "{a", true)] // refused where it is written, a text like any here
    [InlineData("ab*ba", "aba", false)] // the words do not overlap
    [InlineData("*aab", "aaaab", true)]
    [InlineData("a**b*c", "a-b-bc", true)]
    [InlineData("*", "", true)]
    [InlineData("", "a", false)]
    public void A_text_is_matched_against_the_pattern(string pattern, string text, bool fits) =>
    new Glob(pattern).Matches(text).Should().Be(fits);

    [Theory]
    [InlineData("aws_x.a[\"*\"]")]
    [InlineData("aws_x.a[\"{x,y}\"]")]
    [InlineData("aws_x.a[\"${env}\"]")]
    [InlineData("{}{{}}*}{")]
    public void A_pattern_can_be_escaped_to_match_exactly_one_text(string text)
    {
        var glob = Glob.Exactly(text);

        Glob.FindError(glob.Pattern).Should().BeNull();
        glob.Matches(text).Should().BeTrue();
        glob.Matches(text.Replace('*', 'x')).Should().Be(!text.Contains('*'));
        glob.Matches("x").Should().BeFalse();
    }

    [Fact]
    public void Matching_is_never_exponential()
    {
        var glob = new Glob(string.Concat(Enumerable.Repeat("*{a,aa}", 200)) + "b");

        glob.Matches(new string('a', 5_000)).Should().BeFalse();
    }

    [Fact]
    public void A_glob_set_matches_more_texts_than_it_caches()
    {
        var globs = new GlobSet(["aws_*", "x"]);

        var answers = Enumerable.Range(0, 10_000)
            .Select(i => globs.Matches($"aws_{i}") && !globs.Matches($"azurerm_{i}"));

        answers.Should().OnlyContain(answer => answer);
    }
}
