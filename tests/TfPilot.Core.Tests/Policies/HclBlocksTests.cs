using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Tests.Policies;

public sealed class HclBlocksTests
{
    private const string Example = """
        # a file
        terraform {
          required_version = ">= 1.5"
        }

        resource "aws_s3_bucket" "logs" { # tfpilot:ignore names until=2026-12-31 reason="x"
          bucket = "logs-${var.env == "a" ? "}" : "{"}"
          policy = <<-EOT
            resource "no" "block" {
          EOT

          tags = {
            owner = "me" /* resource "no" "block" {
            */
          }
          dynamic "rule" {
            for_each = [for r in var.rules : r => { bucket = 1 }]
            content { id = rule.value }
          }
          versioning { enabled = true }
        }
        data "aws_ami" "base" { owners = ["self"] }
        module "net" {
          count  = var.n == 1 ? 1 : 0
          source = "./net" // here
        }
        """;

    [Fact]
    public void Blocks_are_found_with_their_lines_and_top_level_arguments()
    {
        var blocks = HclBlocks.Read("main.tf", Example);

        var described =
            from block in blocks
            let attributes = block.Attributes.Select(at => $"{at.Key}@{at.Value}")
            select ($"{block.Path} {block.FirstLine}-{block.LastLine}: {string.Join(" ", attributes)} " +
                block.ModuleSource).TrimEnd();

        described.Should().Equal(
            "aws_s3_bucket.logs 6-21: bucket@7 policy@8 tags@12 rule@16 versioning@20",
            "data.aws_ami.base 22-22: owners@22",
            "module.net 23-26: count@24 source@25 ./net");
    }

    [Theory]
    [InlineData("# tfpilot:ignore r until=2026-12-31 reason=x\nresource \"a\" \"b\" {}", 1)]
    // the comment continues
    [InlineData("# tfpilot:ignore r until=2026-12-31 reason=x\n# more\nresource \"a\" \"b\" {}", 1)]
    [InlineData("# tfpilot:ignore r until=2026-12-31 reason=x\n\nresource \"a\" \"b\" {}", 0)] // an empty line ends it
    // belongs to another block
    [InlineData("locals {} # tfpilot:ignore r until=2026-12-31 reason=x\nresource \"a\" \"b\" {}", 0)]
    [InlineData("resource \"a\" \"b\" {\n  x = { # tfpilot:ignore r until=2026-12-31 reason=x\n  }\n}", 1)]
    [InlineData("resource \"a\" \"b\" {\n  x = \"# tfpilot:ignore r until=2026-12-31 reason=x\"\n}", 0)] // a text
    [InlineData("resource \"a\" \"b\" {\n  x = <<E\n# tfpilot:ignore r until=2026-12-31 reason=x\nE\n}", 0)]
    [InlineData("resource \"a\" \"b\" {}\n# tfpilot:ignore r until=2026-12-31 reason=x", 0)]
    public void A_comment_belongs_to_the_block_below_or_around_it(string text, int count) =>
        HclBlocks.Read("main.tf", text).Should().ContainSingle().Which.Ignores.Should().HaveCount(count);

    [Theory]
    [InlineData("")]
    [InlineData("resource")]
    [InlineData("resource \"a\" \"b\" {")]
    [InlineData("resource \"a\" \"b\" { x = \"${ \"")]
    [InlineData("resource \"a\" \"b\" }}}}")]
    [InlineData("x = <<")]
    [InlineData("x = <<E\nno end")]
    [InlineData("/* no end")]
    [InlineData("\"\\")]
    [InlineData("\uFEFFresource \"a\" \"b\" {\r\n}\r\n")]
    public void Malformed_input_is_read_as_far_as_possible(string text)
    {
        var read = () => HclBlocks.Read("main.tf", text);

        read.Should().NotThrow();
    }

    [Fact]
    public void Any_text_is_read_without_an_error()
    {
        var pieces = Gen.Elements("resource \"a\" \"b\" {", "module \"m\" {", "}", "\"", "${", "<<E\n", "E\n", "#",
            "/*", "*/", "x = ", "[", "\\", "\n", "é", "\0", "=");
        var texts = pieces.ArrayOf().Select(string.Concat).ToArbitrary();

        var property = Prop.ForAll(texts,
            text => HclBlocks.Read("main.tf", text)
                .All(block => block.FirstLine >= 1 && block.LastLine >= block.FirstLine));

        property.QuickCheckThrowOnFailure();
    }
}
