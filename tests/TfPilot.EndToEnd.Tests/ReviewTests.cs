using System.Text;
using System.Text.RegularExpressions;

namespace TfPilot.EndToEnd.Tests;

public sealed class ReviewTests : IDisposable
{
    private const string DatabaseUpgrade = "action/samples/database-upgrade";
    private const string NewService = "action/samples/new-service";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Samples => [.. Directory
        .EnumerateFiles(Repository.PathOf("action", "samples"), "plan.json", SearchOption.AllDirectories)
        .Select(plan => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(plan)!).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    [PublishedTheory, MemberData(nameof(Samples))]
    public void Every_sample_is_reviewed_in_every_format(string sample)
    {
        var schema = JsonSchema.InDocs("review.schema.json");

        var runs = new[] { "text", "markdown", "json" }
            .Select(format => Published.Run("review", sample, "--format", format)).ToList();

        runs.Should()
            .OnlyContain(run => run.ExitCode == (sample == DatabaseUpgrade ? 1 : 0) && NotesOnly(run.Error)
                && run.Out.Length > 0 && !run.Out.Contains('\u001b'));
        schema.Validate(runs[2].Out).Should().BeEmpty();
    }

    [PublishedTheory]
    [InlineData("text", "database-upgrade.txt")]
    [InlineData("markdown", "database-upgrade.md")]
    public void The_database_upgrade_review_matches_its_golden_file(string format, string golden) =>
        Golden.Check(WithoutDates(Published.Run("review", DatabaseUpgrade, "--format", format).Out), golden);

    /// <summary>Replaces the date of a proposed waiver, which is relative to today.</summary>
    private static string WithoutDates(string text) =>
        Regex.Replace(text, @"(?<=^  until: )\d{4}-\d\d-\d\d$", "2027-01-31", RegexOptions.Multiline);

    private static bool NotesOnly(string errors) =>
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .All(line => line.StartsWith("tfpilot: note: ", StringComparison.Ordinal));

    [PublishedFact]
    public void Several_projects_are_summarized()
    {
        var run = Published.Run("review", "action/samples/multi-environment/**/plan.json", "--format", "markdown");

        run.ExitCode.Should().Be(0);
        Golden.Check(run.Out, "multi-environment.md");
    }

    [PublishedFact]
    public void A_plan_from_a_pipe_with_wrapper_output_is_reviewed()
    {
        var plan = File.ReadAllText(Repository.PathOf(NewService, "plan.json"));
        var wrapped = Encoding.UTF8.GetBytes(
            $"[command]/usr/bin/terraform show -json tfplan\n{plan}\n::debug::Terraform exited with code 0.\n");

        var piped = Published.RunIn(folder.Root, wrapped, "review", "new-service=-");

        piped.Should().Be(Published.Run("review", NewService));
        Published.RunIn(folder.Root, wrapped, "review").Out.Should().Contain("MEDIUM  stdin");
    }

    [PublishedFact]
    public void Every_output_is_written_to_its_file()
    {
        var (markdown, json) = (Path.Combine(folder.Root, "out", "review.md"),
            Path.Combine(folder.Root, "review.json"));

        var run = Published.Run("review", DatabaseUpgrade, "--format", "markdown", "--output", markdown, "--format",
            "json", "--output", json, "--format", "text");

        run.Should().Be(Published.Run("review", DatabaseUpgrade));
        File.ReadAllText(markdown).Should().Be(Published.Run("review", DatabaseUpgrade, "--format", "markdown").Out);
        File.ReadAllText(json).Should().Be(Published.Run("review", DatabaseUpgrade, "--format", "json").Out);
    }

    [PublishedFact]
    public void User_templates_are_rendered()
    {
        folder.Write(".tfpilot/templates/next.scriban", "**Next:** {{step}} Call the owner.\n");

        var run = Published.Run("review", DatabaseUpgrade, "--source", folder.Root, "--format", "markdown");

        run.Out.Should().Contain("Call the owner.").And.NotContain("is broken");
    }

    [PublishedFact]
    public void An_errored_plan_exits_with_1()
    {
        folder.Write("plan.json", """{"format_version":"1.2","errored":true,"planned_values":{}}""");

        Published.RunIn(folder.Root, [], "review").ExitCode.Should().Be(1);
    }

    [PublishedTheory]
    [InlineData("PK\u0003\u0004", "is a binary plan file.")]
    [InlineData("", "is empty.")]
    [InlineData("{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"s3cr3t",
        "ends in the middle of the JSON: it is truncated.")]
    public void A_file_that_is_not_a_plan_exits_with_2_and_one_line(string content, string message)
    {
        var plan = folder.Write("plan.json", content);

        var run = Published.Run("review", plan);

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith($"tfpilot: {plan} {message}").And.MatchRegex("^[^\n]+\n$");
        (run.Out + run.Error).Should().NotContain("s3cr3t").And.NotContain("   at ");
    }

    [PublishedFact]
    public void An_invalid_option_exits_with_2()
    {
        var run = Published.Run("review", "--frobnicate");

        run.Should()
            .Be(new PublishedRun(2, "",
                "unknown option --frobnicate. For a file of that name write ./--frobnicate.\nTry `tfpilot " +
                    "review --help`.\n"));
    }
}
