using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Reviews;

public sealed class LineDiffTests
{
    [Theory]
    [InlineData("a\nb\nc", "a\nx\nc", " a|-b|+x| c")]
    [InlineData("a\nb", "a\nb\nc", " a| b|+c")]
    [InlineData("1\n2\n3\n4\nx", "1\n2\n3\n4\ny", " 3| 4|-x|+y")] // two lines of context
    [InlineData("a\nb\nc\nd", "a\nc\nd\ne", " a|-b| c| d|+e")]
    [InlineData("a", "a\na", " a|+a")]
    [InlineData("a\nb\n", "a\nb", " a|-b⏎|+b")]
    [InlineData("a\nb\n", "a\nc", " a|-b⏎|+c")]
    [InlineData("", "a\n", "+a| ")]
    public void Changed_lines_are_shown_with_their_context(string before, string after, string expected) =>
        string.Join('|', LineDiff.Of(before, after).Select(line => line.Sign + line.Text)).Should().Be(expected);

    [Fact]
    public void Removed_and_added_lines_explain_the_whole_difference() =>
    Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Lines, Lines, (before, after) =>
    {
        var lines = LineDiff.Of(string.Join('\n', [.. before, "end"]), string.Join('\n', [.. after, "end"]));

        Counted(before).Except(Counted(after)).Count().Should()
            .BeLessThanOrEqualTo(lines.Count(line => line.Sign == '-'));
        (lines.Count(line => line.Sign == '+') - lines.Count(line => line.Sign == '-')).Should()
            .Be(after.Count - before.Count);
    }));

    private static Arbitrary<List<string>> Lines => Gen.Elements("a", "b", "c", "").NonEmptyListOf().ToArbitrary();

    private static IEnumerable<(string, int)> Counted(IEnumerable<string> lines) =>
        lines.GroupBy(line => line).SelectMany(group => group.Select((line, i) => (line, i)));
}
