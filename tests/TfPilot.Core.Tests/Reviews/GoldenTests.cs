using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Reviews;

public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_terminal_output_matches_its_golden_file(string name) =>
        Golden.Check(TerminalText.Write(Samples.All[name], new(Color: false, Width: 100)), $"{name}.txt");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_comment_matches_its_golden_file(string name) =>
        Golden.Check(ReviewMarkdown.Write(Samples.All[name], new(MarkdownBudget.Comment)), $"{name}.md");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_JSON_matches_its_golden_file(string name)
    {
        var output = new ArrayBufferWriter<byte>();

        ReviewJson.Write(Samples.All[name], output);

        Golden.Check(
            JsonNode.Parse(Encoding.UTF8.GetString(output.WrittenSpan))!.ToJsonString(new() { WriteIndented = true }) +
                "\n", $"{name}.json");
    }
}
