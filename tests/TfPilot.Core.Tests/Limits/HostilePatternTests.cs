using TfPilot.Core.Basics;

namespace TfPilot.Core.Tests.Limits;

/// <summary>
/// Untrusted settings define patterns: matching takes at most the product of the lengths of pattern and text.
/// </summary>
public sealed class HostilePatternTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly string DeepPath = string.Concat(Enumerable.Repeat("a/", 63)) + "a";

    public static TheoryData<string> Patterns() =>
    [
        "**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/b", // 48 bytes that once took exponential time
        string.Concat(Enumerable.Repeat("**/", 160)) + "b",
        string.Concat(Enumerable.Repeat("**/*/", 100)) + "b",
        string.Concat(Enumerable.Repeat("*a*", 170)),
        string.Concat(Enumerable.Repeat("{a,aa,aaa}*", 46)) + "b",
        new string('*', 512),
    ];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Matching_a_path_pattern_is_fast(string pattern) =>
    Cost(() => new PathGlob(pattern).Matches(DeepPath)).Should().BeLessThan(Limit);

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Matching_a_name_pattern_is_fast(string pattern) =>
    Cost(() => new Glob(pattern).Matches(new string('a', 1_024))).Should().BeLessThan(Limit);

    [Fact]
    public void A_pattern_above_the_length_limit_is_an_error() =>
    PathGlob.FindError(new string('a', 513)).Should().Contain("at most 512");

    private static TimeSpan Cost(Action match)
    {
        var cost = Bounded.Run(match);
        cost.Failure.Should().BeNull();
        cost.Time.Should().BeLessThan(Limit);
        return cost.Time;
    }
}
