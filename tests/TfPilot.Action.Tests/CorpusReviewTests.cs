using TfPilot.Action.Basics;

namespace TfPilot.Action.Tests;

/// <summary>Runs every plan of the corpus through every output format.</summary>
public sealed class CorpusReviewTests
{
    public static TheoryData<string> Plans => Files("plans");

    [CorpusTheory, MemberData(nameof(Plans))]
    public void Every_plan_is_reviewed_in_every_format(string file)
    {
        var path = Corpus.PathOf("plans", file);

        var (text, markdown, json) = (Cli.Run("review", path), Cli.Run("review", path, "--format", "markdown"),
            Cli.Run("review", path, "--format", "json"));

        var exitCode = json.Json["verdict"]!.GetValue<string>() == "blocked" ? 1 : 0;
        new[] { text, markdown, json }.Should().OnlyContain(run => run.ExitCode == exitCode && run.Error.Length == 0);
        (text.Out + markdown.Out + json.Out).Should().NotContain("\u001b");
        markdown.Out.Length.Should().BeInRange(1, 60_000);
        text.Out.Split('\n').Should().OnlyContain(line => line.Length <= Terminal.DefaultWidth);
    }

    [CorpusTheory]
    [InlineData("borchero__terraform-plan-comment__basic_6-terragrunt-multiplan.json", 3)]
    [InlineData("bridgecrewio__checkov__parser_resources_plan_encodings_tfplan_mac_utf8.json", 1)]
    [InlineData("bridgecrewio__checkov__parser_resources_plan_encodings_tfplan_win_utf16.json", 1)]
    [InlineData("oocx__tfplan2md__src_tests_Oocx.TfPlan2Md.TUnit_TestData_unsupported-version-plan.json", 1)]
    public void Plans_with_an_unusual_encoding_number_or_version_are_read(string file, int plans)
    {
        var run = Cli.Run("review", Corpus.PathOf("plans_invalid", file), "--format", "json");

        run.Should().Match<CliRun>(ran => ran.ExitCode == 0 && ran.Error.Length == 0);
        run.Names.Should().HaveCount(plans);
    }

    [CorpusTheory]
    [InlineData("jond3k__tfplan-validator__itest_unparseable.json", "ends in the middle of the JSON: it is truncated.")]
    [InlineData("ovsds__tf-plan-format__artificial_full.json",
        "has an unsupported format_version (supported are 0.x and 1.x).")]
    public void An_unreadable_plan_is_reported_in_one_clear_message(string file, string message)
    {
        var path = Corpus.PathOf("plans_invalid", file);

        var run = Cli.Run("review", path, "--format", "json");

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith($"tfpilot: {path} {message}").And.MatchRegex("^[^\n]+\n$");
    }

    [CorpusFact]
    public void Every_invalid_plan_file_of_the_corpus_is_tested() =>
        Directory.GetFiles(Corpus.PathOf("plans_invalid")).Should().HaveCount(6);

    private static TheoryData<string> Files(string folder) =>
        Corpus.ReasonToSkip is null
        ? [.. Directory.GetFiles(Corpus.PathOf(folder), "*.json").Select(file => Path.GetFileName(file)!)
            .Order(StringComparer.Ordinal)] : [];
}
