using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Environments;

public sealed class DiscoveryTextTests
{
    private static readonly TerminalStyle Plain = new(Color: false, Width: 100);

    [Fact]
    public void Every_reason_has_its_own_text()
    {
        var texts = Enum.GetValues<PlanReasonKind>()
            .Select(kind => DiscoveryText.Write(Of(new PlanReason(kind, "a/b")), Plain)).ToList();

        texts.Distinct().Should().HaveCount(texts.Count - 1, "files and variables of the project have the same text");
    }

    [Fact]
    public void Long_lists_are_truncated_with_a_count()
    {
        var discovery = Of(
            [.. Enumerable.Range(1, 6)
                .Select(i => new PlanReason(PlanReasonKind.File, $"a/{i}.tf"))]) with
        {
            Unmapped = [.. Enumerable.Range(
                    1, 25).Select(i => $"x{i}.tf")]
        };

        var text = DiscoveryText.Write(discovery, Plain);

        text.Should()
            .Contain("changed: a/3.tf\n      and 3 more\n").And.NotContain("a/4.tf").And.Contain(
                "· x20.tf\n  · and 5 more\n");
    }

    [Fact]
    public void External_text_cannot_start_a_line()
    {
        const string hostile =
            "::add-mask::x\n::stop-commands::y " +
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ::error::z";
        var discovery = new Discovery(
            [new(hostile, hostile, [new(hostile, hostile)], [new(PlanReasonKind.File, hostile)])],
            [new(hostile, [], hostile, hostile)], [hostile], [new(hostile, "why")]);

        var text = DiscoveryText.Write(discovery, Plain);

        text.Split('\n').Should().NotContain(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
    }

    [Fact]
    public void The_example_in_the_docs_is_the_printed_output()
    {
        PlanReason[] reasons = [new(PlanReasonKind.Module, "modules/net")];
        var discovery = new Discovery(
            [new("live/dev/web", "live/dev/web", [new("dev", null)], reasons),
                new("live/prod/web", "live/prod/web", [new("prod", null)], reasons)],
            [new("live/prod/old", ["prod"], "prod includes it", null)],
            ["tools/more.tf"],
            [])
        { RootModules = 7 };

        Repository.Read("docs/guides/discover.md").Should()
            .Contain($"```text\n{DiscoveryText.Write(discovery, Plain with { Width = 120 })}```");
    }

    [Fact]
    public void The_docs_list_every_key_and_kind_of_the_JSON()
    {
        var discovery = Of(
            [.. Enum.GetValues<PlanReasonKind>()
                .Select(kind => new PlanReason(kind, ""))]) with
        {
            Orphaned = [new("a", [], "b", null)],
            Notes = [new("a", "b")]
        };
        var buffer = new ArrayBufferWriter<byte>();
        DiscoveryJson.Write(discovery, buffer);
        var docs = Repository.Read("docs/guides/discover.md");

        var words = Words(JsonNode.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan))!).Distinct().ToList();

        words.Should()
            .Contain("rootModules").And.Contain("too-many-files").And.OnlyContain(
                word => docs.Contains($"`{word}`", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Words(JsonNode node) => node switch
    {
        JsonObject map =>
            map.SelectMany(
                entry => (entry.Key == "kind" ? [entry.Key, entry.Value!.ToString()] : new[] { entry.Key }).Concat(
                    entry.Value is null ? [] : Words(entry.Value))),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Words),
        _ => [],
    };

    private static Discovery Of(params PlanReason[] reasons) =>
        new([new("a", "a", [new(null, null)], reasons)], [], [], []);
}
