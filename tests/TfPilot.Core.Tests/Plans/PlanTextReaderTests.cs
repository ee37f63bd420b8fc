using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Plans;

/// <summary>The text of a plan shows no value that the review masks, and no value with a secret name.</summary>
public sealed class PlanTextReaderTests
{
    private const string Secret = "Zk9-correct-horse";

    [Theory]
    [InlineData("""      + password = "abc" """, "      + password = (masked)")]
    [InlineData("""      + password         = "abc" -> "def" # forces replacement""",
        "      + password         = (masked) # forces replacement")]
    [InlineData("""      + "db.password" = 1234""", """      + "db.password" = (masked)""")]
    [InlineData("""      + password = "arn:aws:ssm:x" """, """      + password = "arn:aws:ssm:x" """)] // a reference
    [InlineData("""      + password = (sensitive value)""", "      + password = (sensitive value)")]
    [InlineData("""      + password = (known after apply)""", "      + password = (known after apply)")]
    [InlineData("      + password = \"abc", "      + password = (masked)")] // never closed
    [InlineData("""      + text = "see Zk9-correct-horse." """, """      + text = "see (masked)." """)]
    [InlineData("""      + text = "see \"Zk9\u002dcorrect-horse\"" """, """      + text = "see \"(masked)\"" """)]
    [InlineData("""      + text = "export PASSWORD=abc" """, """      + text = "export PASSWORD=(masked)" """)]
    [InlineData("""      + text = "postgres://app:abc@db/x" """, """      + text = "postgres://app:(masked)@db/x" """)]
    [InlineData("""      + text = "unknown \q escape" """, """      + text = (masked) """)]
    [InlineData("""      + pin = "1234" """, """      + pin = (masked) """)] // a short secret of another resource
    [InlineData("""      + pin = 1234 -> 5""", """      + pin = (masked) -> 5""")]
    [InlineData("""      + pin = "12345" """, """      + pin = "12345" """)]
    [InlineData("""      + size = 1234""", """      + size = 1234""")]
    [InlineData("""      + type_value = "ssm" """, """      + type_value = "ssm" """)]
    [InlineData("""        # (imported from "Zk9-correct-horse")""", """        # (imported from "(masked)")""")]
    [InlineData("      + text = \"a\u202Eb\"", """      + text = "a\u202eb" """)]
    [InlineData("      + text = \u001b[31m\"a\"\u001b[0m", """      + text = "a" """)]
    public void A_line_is_masked_by_its_name_and_its_value(string line, string expected) =>
        Shown(line.TrimEnd()).Should().Contain($"\n{expected.TrimEnd()}\n");

    [Theory]
    [InlineData("""
              + passwords = [
                  + "abc",
                  + "def",
                ]
              + size = 1
        """, "      + passwords = (masked)\n      + size = 1")]
    [InlineData("""
              + secret = {
                  + one = "abc"
                } # forces replacement
              + size = 1
        """, "      + secret = (masked)\n      + size = 1")]
    [InlineData("""
              ~ password = <<-EOT
                    abc

                  - def
                EOT -> null
              + size = 1
        """, "      ~ password = (masked)\n      + size = 1")]
    [InlineData("""
              ~ text = <<-EOT
                    password: abc
                    keys:
                      - x
                    secret: |
                      first

                      second
                    last: "y"
                EOT,
              + size = 1
        """, """
              ~ text = <<-EOT
                    password: (masked)
                    keys:
                      - x
                    secret: (masked)
                      (masked)

                      (masked)
                    last: "y"
                EOT,
        """)]
    [InlineData("""
              ~ text = <<-EOT
                    first
                  - Zk9-
                  + other
                    correct-horse
                  + last
                EOT
        """, """
              ~ text = <<-EOT
                    first
                  - (masked)
                  + other
                    (masked)
                  + last
                EOT
        """)]
    [InlineData("""
              ~ text = <<-EOT
                broken indentation
                EOT
              + size = 1
        """, "              ~ text = <<-EOT\n                (masked)\n                EOT\n              + size = 1")]
    [InlineData("""
              + text = jsonencode(
                    {
                      + password = "abc"
                      + user     = "app"
                    }
                )
        """, "              + text = jsonencode(\n                    {\n                      + password = (masked)")]
    [InlineData("""
              + copies = jsonencode(
                    {
                      + user = "app"
                    }
                )
              + size = 1
        """, "      + copies = (masked)\n      + size = 1")] // the review masks a part of it
    public void A_value_of_several_lines_is_masked(string lines, string expected) =>
        Shown(Dedent(lines)).Should().Contain(Dedent(expected));

    [Fact]
    public void What_the_review_masks_by_type_or_pair_is_masked_in_that_resource()
    {
        var shown = Shown("""
                  + environment = [
                      + {
                          + name  = "DB_PASSWORD"
                          + value = "abc"
                        },
                    ]
            """);

        shown.Should().Contain("+ value = (masked)").And.Contain("+ name  = \"DB_PASSWORD\"");
    }

    [Fact]
    public void Outputs_are_masked_by_their_own_names()
    {
        var shown = Redacted($"""
            No changes. Only outputs.

            Changes to Outputs:
              + url    = "https://{Secret}/x"
              + hidden = "abc"
              + shown  = "abc"
            """, Plan(withResource: false));

        shown.Should().Contain("\"https://(masked)/x\"").And.Contain("hidden = (masked)")
            .And.Contain("shown  = \"abc\"");
    }

    [Theory]
    [InlineData(
        "  # t.b will be created\n  + resource \"t\" \"b\" {\n    }\n\nPlan: 2 to add, 0 to change, 0 to destroy.")]
    [InlineData("  + resource \"t\" \"a\" {\n    }\n\nPlan: 2 to add, 0 to change, 0 to destroy.")] // no heading
    [InlineData("Plan: 3 to add, 0 to change, 0 to destroy.")]
    [InlineData("No changes. Your infrastructure matches the configuration.")]
    [InlineData("PASSWORD=abc\n")]
    [InlineData("")]
    public void A_text_of_something_else_is_left_out(string text) =>
        PlanTextReader.Read(Encoding.UTF8.GetBytes(text), Plan()).Should()
            .Be(new RedactedText.LeftOut("it does not show the same plan as the JSON"));

    [Fact]
    public void A_text_that_is_too_large_or_not_UTF_8_is_left_out()
    {
        PlanTextReader.Read(new byte[PlanTextReader.MaxBytes + 1], Plan()).Should()
            .Be(new RedactedText.LeftOut("it is larger than 1 MB"));
        PlanTextReader.Read([0xFF, 0xFE, 0x50, 0x00], Plan()).Should().Be(new RedactedText.LeftOut("it is not UTF-8"));
    }

    [Fact]
    public void Values_outside_of_known_resources_are_masked()
    {
        var shown = Redacted(Text("") + "\n\nA new section:\n\n  + anything = \"abc\"\n  # t.gone has been deleted\n"
            + "  - resource \"t\" \"gone\" {\n      - name = \"abc\" -> null\n    }\n", Plan());

        shown.Should().Contain("+ anything = (masked)").And.Contain("- name = (masked)");
    }

    [Fact]
    public void Diagnostics_are_removed() =>
        Shown("╷\n│ Warning: x\n│   password = \"abc\"\n╵\n      + size = 1").Should().NotContain("Warning")
            .And.Contain("size = 1");

    [Fact]
    public void A_long_text_is_cut_between_lines_and_a_long_line_is_truncated()
    {
        var text = Text(string.Join('\n', Enumerable.Repeat($"      + text = \"{new string('a', 900)}\"", 60)));

        var shown = PlanTextReader.Read(Encoding.UTF8.GetBytes(text), Plan()).Should()
            .BeOfType<RedactedText.Shown>().Subject;

        Encoding.UTF8.GetByteCount(shown.Text).Should().BeInRange(19_000, RedactedText.MaxBytes);
        shown.Text.Split('\n')[^1].Should().EndWith("a…");
        (shown.Text.Split('\n').Length + shown.MoreLines).Should().Be(text.Trim('\n').Split('\n').Length);
    }

    private static string Shown(string lines) => Redacted(Text(lines), Plan());

    private static string Redacted(string text, Plan plan) =>
        PlanTextReader.Read(Encoding.UTF8.GetBytes(text), plan).Should().BeOfType<RedactedText.Shown>(text)
            .Subject.Text;

    private static string Text(string lines) => $$"""

        Terraform will perform the following actions:

          # t.a will be created
          + resource "t" "a" {
        {{lines}}
            }

          # t.other["a b"] will be created
          # (because of something)
          + resource "t" "other" {
              + pin = (sensitive value)
            }

        Plan: 2 to add, 0 to change, 0 to destroy.

        """;

    /// <summary>The lines from column 6 on, as in a resource.</summary>
    private static string Dedent(string lines)
    {
        var all = lines.Split('\n');
        var first = all[0].Length - all[0].TrimStart().Length;
        return string.Join('\n', all.Select(line => line.Length <= first ? line.Trim()
            : line.StartsWith(new string(' ', first), StringComparison.Ordinal) ? $"      {line[first..]}" : line));
    }

    private static Plan Plan(bool withResource = true) => PlanText.Single(new JsonObject
    {
        ["format_version"] = "1.2",
        ["resource_changes"] = withResource ? new JsonArray(
            Created("a", new()
            {
                ["environment"] = new JsonArray(new JsonObject { ["name"] = "DB_PASSWORD", ["value"] = "abc" }),
                ["copies"] = $$"""{"user":"{{Secret}}"}""",
            }, []),
            Created("other[\"a b\"]", new() { ["pin"] = "1234", ["long"] = Secret },
                new() { ["pin"] = true, ["long"] = true })) : new JsonArray(),
        ["output_changes"] = new JsonObject
        {
            ["hidden"] = Output("abc", isSensitive: true), ["url"] = Output($"https://{Secret}/x", isSensitive: false),
            ["shown"] = Output("abc", isSensitive: false), ["long"] = Output(Secret, isSensitive: true),
        },
    }.ToJsonString());

    private static JsonObject Created(string name, JsonObject after, JsonObject sensitive) => new()
    {
        ["address"] = $"t.{name}", ["mode"] = "managed", ["type"] = "t", ["name"] = name,
        ["change"] = new JsonObject
        {
            ["actions"] = new JsonArray("create"), ["before"] = null, ["after"] = after,
            ["before_sensitive"] = false, ["after_sensitive"] = sensitive,
        },
    };

    private static JsonObject Output(string value, bool isSensitive) => new()
    {
        ["actions"] = new JsonArray("create"), ["before"] = null, ["after"] = value,
        ["before_sensitive"] = false, ["after_sensitive"] = isSensitive,
    };
}
