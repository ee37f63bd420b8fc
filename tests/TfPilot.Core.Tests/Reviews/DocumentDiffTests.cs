using System.Text.Json;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>Texts that are JSON or YAML are compared path by path, and every difference is shown.</summary>
public sealed class DocumentDiffTests
{
    [Fact]
    public void Every_difference_of_a_policy_document_is_shown()
    {
        string Policy(Func<int, string> effect) => JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = Enumerable.Range(0, 40).Select(i => new { Sid = $"S{i}", Effect = effect(i), Action = "s3:*" }),
        });

        var lines = Lines(Policy(_ => "Deny"), Policy(i => i % 2 == 0 ? "Allow" : "Deny"));

        lines.Should().HaveCount(21).And.StartWith("! a   (JSON: 20 differences)");
        lines.Should().Contain(line => line.Contains("Statement[Sid=\"S38\"].Effect") && line.Contains("→ \"Allow\""));
    }

    [Theory]
    [InlineData("{\n  \"a\": 1,\n  \"b\": [\n    1\n  ]\n}\n", "{\"b\":[1],\"a\":2,\"filler\":\"0123456789012345678\"}",
        "! a   (JSON: 2 differences, final newline removed)|!     a        1 → 2|" +
            "+     filler   \"0123456789012345678\"")]
    [InlineData("""{"Statement":[{"Sid":"A","Action":["x","y"]},{"Sid":"B"}]}""",
        """{"Statement":[{"Sid":"B"},{"Sid":"A","Action":["y","x"]}]}""",
        "! a   (JSON: 1 difference)|" +
            "!     Statement[Sid=\"A\"].Action   [\"x\", \"y\"] → [\"y\", \"x\"]   (order only)   " +
            "# other elements changed their order")]
    [InlineData("""{"Statement":[{"Sid":"A","Action":"x"},{"Sid":"B","Action":"y"}]}""",
        """{"Statement":[{"Sid":"B","Action":"y"},{"Sid":"A","Action":"x"}]}""",
        "! a   (JSON: 1 difference)|!     Statement   (order only, 2 elements)")]
    [InlineData("a: 1\nb:\n  - u\n  - v\n", "b: [u, w]\na: 1\n",
        "! a   (YAML: 1 difference)|!     b   [\"u\", \"v\"] → [\"u\", \"w\"]")]
    [InlineData("users:\n- name: a\n  uid: 1\n- name: b\n  uid: 2\n",
        "users:\n- name: b\n  uid: 3\n- name: a\n  uid: 1\n",
        "! a   (YAML: 1 difference)|!     users[name=\"b\"].uid   2 → 3   # other elements changed their order")]
    [InlineData("kind: A\nsize: 1\n---\nkind: B\nsize: 1\n", "kind: A\nsize: 1\n---\nkind: B\nsize: 3\n",
        "! a   (YAML: 1 difference)|!     [kind=\"B\"].size   1 → 3")]
    [InlineData("a: yes\nb: 1\n", "a: \"yes\"\nb: \"1\"\n",
        "! a   (YAML: 2 differences)|!     a   yes → \"yes\"|!     b   1 → \"1\"")] // a text is another value
    [InlineData("#cloud-config\na: 1\n", "#!/bin/sh\na: 2\n",
        "! a   (YAML: 1 difference, comments differ)|!     a   1 → 2|-     #cloud-config|+     #!/bin/sh")]
    [InlineData("a: 1\nb: x # first\n", "a: 2\nb: x # second\n",
        "! a   (YAML: 1 difference, comments differ)|!     a   1 → 2|-     # first|+     # second")]
    [InlineData("a: 1\nb: x\n", "a: 2\r\nb: x\r\n", "! a   (YAML: 1 difference, line ends LF → CRLF)|!     a   1 → 2")]
    [InlineData("a: 1\nb: x\n", "\ufeffa: 2\nb: x",
        "! a   (YAML: 1 difference, final newline removed, byte order mark added)|!     a   1 → 2")]
    [InlineData("a: |\n  #!/bin/sh\n  one\nb: 1\n", "a: |\n  #!/bin/sh\n  two\nb: 1\n",
        "! a   (YAML: 1 difference)|!     a   (1 line differs)|          #!/bin/sh|-         one|+         two")]
    public void JSON_and_YAML_texts_are_compared_by_path(string before, string after, string expected) =>
        string.Join('|', Lines(before, after)).Should().Be(expected);

    [Theory]
    [InlineData("a: 1\nb: 2\n", "b: 2\na: 1\n", "! a   (1 line differs)")] // the same document
    // Readers differ in which of two equal names counts
    [InlineData("{\"a\":1,\n\"a\":2}", "{\"a\":3,\n\"a\":2}", "! a   (1 line differs)")]
    [InlineData("a: &x 1\nb: *x\n", "a: &x 2\nb: *x\n", "! a   (1 line differs)")]
    [InlineData("a: !!str 1\nb: 2\n", "a: !!str 2\nb: 2\n", "! a   (1 line differs)")]
    [InlineData("a: 1\na: 2\n", "a: 1\na: 3\n", "! a   (1 line differs)")]
    [InlineData("a: [\nb\n", "a: [\nc\n", "! a   (1 line differs)")]
    [InlineData("just\nwords\n", "just\nwards\n", "! a   (1 line differs)")]
    [InlineData("? [a]\n: 1\n", "? [a]\n: 2\n", "! a   (1 line differs)")]
    public void Texts_without_different_paths_are_compared_by_line(string before, string after, string expected) =>
        Lines(before, after).Should().StartWith(expected).And.Contain(line => line.StartsWith('-')).And.Contain(
            line => line.StartsWith('+'));

    [Theory]
    [InlineData("{\"a\":1,\n\"b\":[2, 3]}", "{\"a\":1,\n  \"b\": [2,3]}\n",
        "! a   (JSON: only white space differs, final newline added)")]
    [InlineData("{\"a\":1,\n\"b\":\"/\"}", "{\"b\":\"\\/\",\n\"a\":1}",
        "! a   (JSON: the same data, written differently)")]
    [InlineData("{\"a\":\"x y\",\n\"b\":1}", "{\"a\":\"xy\",\n\"b\":1}",
        "! a   (JSON: 1 difference)|!     a   \"x·y\" → \"xy\"")]
    public void A_JSON_text_with_the_same_data_takes_one_line(string before, string after, string expected) =>
        string.Join('|', Lines(before, after)).Should().Be(expected);

    [Theory]
    [InlineData("x\ny one\nz\n", "x\r\ny two\r\nz\r\n", "! a   (1 line differs: line ends LF → CRLF)")]
    [InlineData("x\ny\n", "x\ny2", "! a   (1 line differs: final newline removed)")]
    [InlineData("x\ny\n", "x\r\ny\r\n", "! a   (only white space differs: line ends LF → CRLF)")]
    [InlineData("x\ny\n", "x\ny", "! a   (only white space differs: final newline removed)")]
    [InlineData("x\nb", "\ufeffx\nb", "! a   (1 line differs: byte order mark added)")]
    public void A_change_of_line_endings_is_reported(string before, string after, string expected) =>
        Lines(before, after)[0].Should().Be(expected);

    [Theory]
    [InlineData("caf\u00e9", "cafe\u0301", "! a   \"caf\\u00e9\" → \"cafe\\u0301\"")]
    [InlineData("paypal", "p\u0430ypal", "! a   \"paypal\" → \"p\\u0430ypal\"")] // a Cyrillic letter
    [InlineData("\u65e5\u672c", "\u6771\u4eac", "! a   \"\u65e5\u672c\" → \"\u6771\u4eac\"")]
    [InlineData("M\u00fcller", "M\u00f6ller", "! a   \"M\u00fcller\" → \"M\u00f6ller\"")]
    public void Letters_that_look_alike_are_shown_as_escapes(string before, string after, string expected) =>
        Lines(before, after).Should().Equal(expected);

    [Fact]
    public void Letters_that_look_alike_are_shown_as_escapes_within_lines() =>
        Lines("one\npaypal\n", "one\np\u0430ypal\n").Should().Contain("-     paypal").And.Contain("+     p\\u0430ypal");

    [Fact]
    public void A_part_added_to_a_long_text_is_shown_with_its_context()
    {
        var text = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"word{i}"));
        var added = string.Join(' ', Enumerable.Range(0, 40).Select(i => $"new{i}"));

        var lines = Lines(text, text.Replace("word30 ", $"word30 {added} ", StringComparison.Ordinal));

        lines[0].Should().Be("! a   (1 part of the text differs)");
        var part = string.Concat(lines.Where(line => line.StartsWith('+')).Select(line => line[6..]));
        part.Should().Contain("word30 new0").And.Contain("new39 word31");
    }

    private static IReadOnlyList<string> Lines(string before, string after) =>
        DiffText.Lines(ShownDiff.Of(A.Update("t.a", A.Text("a", before), A.Text("a", after))), 60);
}
