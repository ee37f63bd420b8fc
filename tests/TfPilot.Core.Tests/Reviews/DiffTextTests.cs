using System.Text.Json;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>The diff shows what differs, no matter how long the values are.</summary>
public sealed class DiffTextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(40)]
    public void A_new_element_in_a_long_list_is_shown_as_one_line(int at)
    {
        var before = Enumerable.Range(0, 40).Select(i => $"10.{i}.0.0/16").ToList();
        List<string> after = [.. before];
        after.Insert(at, "203.0.113.7/32");

        Lines(before, after).Should().Equal("! a   (1 element added, 41 now)", "+     \"203.0.113.7/32\"");
    }

    [Fact]
    public void Removed_and_added_elements_are_listed_together()
    {
        var before = Enumerable.Range(0, 40).Select(i => $"10.{i}.0.0/16").ToList();
        List<string> after = [.. before.Where(range => range != "10.7.0.0/16"), "0.0.0.0/0", "::/0"];

        Lines(before, after).Should().Equal(
            "! a   (2 elements added, 1 element removed, 41 now)", "-     \"10.7.0.0/16\"", "+     \"0.0.0.0/0\"",
            "+     \"::/0\"");
    }

    [Fact]
    public void A_different_order_is_reported()
    {
        var before = Enumerable.Range(0, 40).Select(i => $"10.{i}.0.0/16").ToList();

        Lines(before, before.Skip(1).Append(before[0]).ToList()).Should().Equal("! a   (order only, 40 elements)");
    }

    [Fact]
    public void A_prepended_block_does_not_change_the_others()
    {
        var before = Enumerable.Range(0, 30).Select(i => new { port = i, cidr = "10.0.0.0/8" }).ToList();

        Lines(before, before.Prepend(new { port = 22, cidr = "0.0.0.0/0" }).OrderBy(block => block.cidr).ToList())
            .Should().Equal("+ a[cidr=\"0.0.0.0/0\"]   cidr = \"0.0.0.0/0\", port = 22");
    }

    [Fact]
    public void Every_difference_of_a_JSON_text_is_shown_with_its_path()
    {
        string Policy(string sid, string[] actions, string note) => JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = new object[] { new { Sid = sid, Effect = "Allow", Resource = new string('r', 80) },
                new { Sid = "Write", Action = actions, Note = note } },
        });

        Lines(Policy("Read", ["s3:PutObject"], "x"),
            Policy("ReadLogs", ["s3:PutObject", "s3:DeleteObject", "s3:PutBucketPolicy"], "x")).Should().Equal(
            "! a   (JSON: 2 differences)",
            "!     Statement[Effect=\"Allow\"].Sid   \"Read\" → \"ReadLogs\"",
            "!     Statement[Sid=\"Write\"].Action   [\"s3:PutObject\"] → [\"s3:PutObject\", \"s3:DeleteObject\", " +
                "\"s3:PutBucketPolicy\"]");
    }

    [Fact]
    public void A_difference_near_the_end_of_a_long_line_is_shown()
    {
        var line = "b: " + string.Join(' ', Enumerable.Range(0, 40).Select(i => $"word{i}"));

        var lines = Lines($"a\n{line} 7d end\nc\n", $"a\n{line} 0d end\nc\n");

        lines.Should()
            .Contain(text => text.StartsWith('-') && text.Contains("7d")).And.Contain(
                text => text.StartsWith('+') && text.Contains("0d"));
    }

    [Fact]
    public void Every_difference_of_a_long_text_is_shown()
    {
        string Text(string first, string last) =>
            $"{first} {string.Join(' ', Enumerable.Range(0, 60).Select(i => $"word{i}"))} {last} tail";

        var lines = Lines(Text("one", "two"), Text("uno", "dos"));

        string.Join('\n', lines).Should().Contain("one").And.Contain("uno").And.Contain("two").And.Contain("dos");
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(61)]
    public void The_differing_part_of_a_long_word_is_shown_with_context(int length)
    {
        string Word(char middle) => $"{new string('a', length)}{new string(middle, 100)}{new string('c', length)}";

        var lines = Lines(Word('x'), Word('y'));

        lines.Should().HaveCountLessThanOrEqualTo(7);
        lines.Should().Contain(text => text.StartsWith('-') && text.Contains("…aaaaaaaaaaaaxxx"))
            .And.Contain(text => text.StartsWith('+') && text.Contains("yyycccccccccccc…"));
    }

    [Fact]
    public void Characters_of_two_code_units_are_not_cut()
    {
        string Word(char middle) =>
            $"{string.Concat(Enumerable.Repeat("😀", 60))}{middle}{string.Concat(Enumerable.Repeat("😀", 60))}";

        string.Join('\n', Lines(Word('x'), Word('y'))).Should().Contain("😀x😀").And.NotContain("\\ud83d")
            .And.NotContain("\uFFFD");
    }

    /// <summary>
    /// Differences in texts of two-unit characters, at every distance from the places where texts are cut.
    /// </summary>
    [Theory]
    [InlineData("x", "y", "")]
    [InlineData("x ", "x", "")] // white space
    [InlineData("x", "y", "z")] // a second difference after the equal text
    [InlineData("", "🚀", "")]
    public void Characters_of_two_code_units_are_not_cut_anywhere(string before, string after, string second)
    {
        for (var length = 0; length < 40; length++)
        {
            var (shift, rockets) = (new string('.', length % 2), string.Concat(Enumerable.Repeat("🚀", length * 10)));
            string Text(string own, string other) => $"{shift}{rockets}{own}{shift}{rockets}{other}{rockets}";

            var lines = Lines(Text(before, ""), Text(after, second));

            string.Join('\n', lines).EnumerateRunes().Should()
                .NotContain(System.Text.Rune.ReplacementChar, $"{length}");
        }
    }

    [Fact]
    public void Documents_in_a_list_are_compared_as_documents()
    {
        string Values(int replicas) => $"image: app\nreplicas: {replicas}\nports:\n  - 80\n  - 443\n";

        Lines(new[] { Values(2) }, new[] { Values(3) }).Should().Equal(
            "! a   (YAML: 1 difference)", "!     replicas   2 → 3");
        Lines(new[] { Values(2), "same: true\n", Values(5) }, new[] { Values(3), "same: true\n", Values(6) }).Should()
            .Equal("! a   (2 elements differ)", "      YAML: 1 difference", "!     replicas   2 → 3",
                "      YAML: 1 difference", "!     replicas   5 → 6");
    }

    [Fact]
    public void Distant_differences_are_both_shown()
    {
        string Text(string first, string last) =>
            $"{first}\n{string.Join('\n', Enumerable.Range(0, 200).Select(i => $"line {i}"))}\n{last}\n";

        var lines = Lines(Text("one", "two"), Text("uno", "dos"));

        lines.Should()
            .Contain("-     one").And.Contain("+     uno").And.Contain("-     two").And.Contain(
                "+     dos").And.Contain("      … 196 equal lines");
    }

    [Fact]
    public void Differences_in_a_very_long_text_are_both_shown()
    {
        string Text(string first, string last) =>
            $"{first}\n{string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"line {i}"))}\nmiddle " +
            $"{first}\n{string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"more {i}"))}\n{last}\n";

        var lines = Lines(Text("one", "two"), Text("uno", "dos"));

        lines.Should()
            .Contain("-     middle one").And.Contain("+     middle uno").And.Contain("-     two").And.Contain(
                "+     dos");
    }

    [Fact]
    public void Many_removed_lines_leave_room_for_added_ones()
    {
        var lines = Lines(string.Join('\n', Enumerable.Range(0, 60).Select(i => $"old {i}")),
            string.Join('\n', Enumerable.Range(0, 70).Select(i => $"new {i}")));

        lines.Should()
            .Contain("-     old 0").And.Contain("+     new 0").And.Contain("      … 52 more lines").And.Contain(
                "      … 52 more lines");
    }

    [Theory]
    [InlineData("a\nkey: value\nc\n", "a\nkey: value  \nc\n", "-     key:·value", "+     key:·value··")]
    [InlineData("a\n\tkey\nc", "a\n    key\nc", "-     ⇥key", "+     ····key")]
    [InlineData("a\nb\n", "a\r\nb\r\n", "-     a", "+     a\\u000d")]
    [InlineData("a\u00a0b\nc", "a b\nc", "-     a\\u00a0b", "+     a·b")]
    [InlineData("a\nb\n", "a\nb", "-     b⏎", "+     b")]
    [InlineData("a\nb", "a\nb\n", "-     b", "+     b⏎")]
    [InlineData("a: 1\nb: 2\n", "a: 1\nb: 2  \n", "-     b:·2", "+     b:·2··")]
    public void White_space_is_visible_if_nothing_else_differs(string before, string after, string gone, string added)
    {
        var lines = Lines(before, after);

        lines[0].Should().Contain("only white space differs");
        lines.Should().Contain(gone).And.Contain(added);
    }

    [Theory]
    [InlineData("a b", "a  b", "! a   \"a·b\" → \"a··b\"")]
    [InlineData("a", "a ", "! a   \"a\" → \"a·\"")]
    public void Short_texts_that_look_alike_are_distinguishable(string before, string after, string line) =>
    Lines(before, after).Should().Equal(line);

    [Fact]
    public void The_cause_of_a_replacement_is_shown_with_its_difference()
    {
        var text = new string('x', 100);
        var change = A.Replace("t.a", JsonSerializer.Serialize(new { a = text + "old" }),
            JsonSerializer.Serialize(new { a = text + "new" })) with
        { ReplacePaths = ["a"] };

        var reason = change.Reasons().Should().ContainSingle().Subject;

        (reason.Before, reason.After).Should().Be(("…xxxxxxxxxxxxold", "…xxxxxxxxxxxxnew"));
    }

    private static IReadOnlyList<string> Lines(object before, object after) => Lines(
        A.Update("t.a", JsonSerializer.Serialize(new { a = before }), JsonSerializer.Serialize(new { a = after })));

    private static IReadOnlyList<string> Lines(ResourceChange change) => DiffText.Lines(ShownDiff.Of(change), 60);
}
