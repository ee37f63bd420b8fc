using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Approvals;
using TfPilot.Core.Tests.Reviews;

namespace TfPilot.Core.Tests.Limits;

/// <summary>Untrusted paths can neither make a folder walk endless nor reach the rules without validation.</summary>
public sealed class HostilePathTests
{
    public static TheoryData<string> Hostile() =>
    [
        "", ".", "..", "/", "../x.tf", "a/../../b", "a/..", "./x.tf", "a/./x.tf", "a//x.tf", "/etc/x.tf", "a/",
        "..\\x.tf", "a\\x.tf", "a\0.tf", "a\n.tf", "\u0085",
        string.Concat(Enumerable.Repeat("../", 40)) + "x.tf", string.Concat(Enumerable.Repeat("a/", 64)) + "x.tf",
        new string('a', 1_025),
    ];

    public static TheoryData<string> Usual() =>
        ["main.tf", "live/prod/main.tf", ".tfpilot.yml", "a/..b/c..tf", "docs/ü ñ.md", "~/x", "a:b",
            new string('a', 1_024), string.Concat(Enumerable.Repeat("a/", 63)) + "x"];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_text_that_is_not_a_file_path_in_the_repository_is_rejected(string text) =>
    RepositoryPath.TryParse(text).Should().BeNull();

    [Theory]
    [MemberData(nameof(Usual))]
    public void A_valid_path_is_preserved(string text) => RepositoryPath.Parse(text).ToString().Should().Be(text);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Walking_up_the_ancestors_terminates(string text)
    {
        var walked = FolderPath.SelfAndAncestors(text).Concat(FolderPath.SelfAndAncestors(FolderPath.Of(text))).Take(
            10_000).ToList();

        walked.Should().HaveCountLessThan(1_000);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Facts_with_an_invalid_entry_file_path_are_rejected(string text)
    {
        var document = JsonNode.Parse(FactsTests.Everything())!;
        document["projects"]![0]!["entryFile"] = text;

        Problem(document).Should().Contain("facts.projects[0].entryFile should be");
    }

    [Theory]
    [InlineData("sources.root", "a/../../b")]
    [InlineData("sources.root", "/etc")]
    [InlineData("sources.blocks[0].file", "")]
    [InlineData("sources.blocks[0].file", "/etc/main.tf")]
    [InlineData("sources.blocks[0].file", "a/../../main.tf")]
    [InlineData("scanned[0].file", "a\0.tf")]
    [InlineData("trees[0].path", "a/../..")]
    public void Facts_with_another_invalid_path_are_rejected(string place, string text)
    {
        var document = JsonNode.Parse(FactsTests.Everything())!;
        var steps = place.Replace("[0]", ".0", StringComparison.Ordinal).Split('.');
        var parent = steps[..^1].Aggregate(
            document["projects"]![0]!, (node, step) => step == "0" ? node[0]! : node[step]!);
        parent[steps[^1]] = text;

        Problem(document).Should().Contain($"{place} should be");
    }

    [Theory]
    [InlineData("../../modules/net/main.tf")]
    [InlineData("main.tf")]
    public void A_module_file_above_the_project_is_accepted(string file)
    {
        var document = JsonNode.Parse(FactsTests.Everything())!;
        document["projects"]![0]!["sources"]!["blocks"]![0]!["file"] = file;

        Read(document).Should().BeOfType<Validated<ReviewFacts>.Valid>();
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_list_of_changed_files_with_an_invalid_path_is_incomplete(string text)
    {
        var touched = TouchRules.Decide(
            new([new(text, ChangeStatus.Modified), new("live/dev/main.tf", ChangeStatus.Modified)]), PullData.Map,
            UnmappedHandling.Strictest);

        touched.IsComplete.Should().BeFalse();
        touched.Paths.Select(path => $"{path.Path}").Should().Equal("live/dev/main.tf");
    }

    [Theory]
    [InlineData("projects[0].name")]
    [InlineData("projects[0].environment")]
    [InlineData("projects[0].plan.checks[0].messages[0]")]
    public void Facts_with_a_NUL_character_are_rejected(string place)
    {
        var document = JsonNode.Parse(FactsTests.Everything())!;
        var steps = place.Replace("[0]", ".0", StringComparison.Ordinal).Split('.');
        var parent = steps[..^1].Aggregate(document, (node, step) => step == "0" ? node[0]! : node[step]!);
        if (steps[^1] == "0") parent[0] = "a\0b";
        else parent[steps[^1]] = "a\0b";

        Problem(document).Should().Contain($"facts.{place} should be text without NUL");
    }

    [Fact]
    public void Facts_with_a_duplicate_resource_are_rejected()
    {
        var document = JsonNode.Parse(FactsTests.Everything())!;
        var changes = document["projects"]![0]!["plan"]!["changes"]!.AsArray();
        changes.Add(changes[0]!.DeepClone());

        Problem(document).Should().Contain("plan.changes should be a list without duplicate resources");
    }

    private static Validated<ReviewFacts> Read(JsonNode document) =>
        FactsReader.Read("facts", System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()));

    private static string Problem(JsonNode document) =>
        Read(document).Should().BeOfType<Validated<ReviewFacts>.Invalid>().Which.Problems[0].Message;
}
