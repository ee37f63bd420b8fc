using System.Globalization;
using System.Text.RegularExpressions;
using TfPilot.Core.Costs;

namespace TfPilot.Core.Tests.Costs;

/// <summary>
/// Compares totals with Infracost's output for the same documents, where the corpus has both, or has the JSON of the
/// same command instead of the input. <see cref="CorpusCoverageTests"/> counts the rest.
/// </summary>
public sealed partial class CorpusOutputTests
{
    private const string Metadata =
        "json/output_format_git_hub_comment_with_project_names_with_metadata__infracost.json";

    [CorpusTheory]
    [InlineData("output_format_git_hub_comment_with_project_names_with_metadata.golden", Metadata, 6)]
    [InlineData("output_format_git_hub_comment_without_module_path.golden",
        "json/output_format_git_hub_comment_without_module_path__infracost.json", 1)]
    public void Amounts_of_projects_match_the_printed_ones(string golden, string document, int count)
    {
        var ours = Difference(document).Projects.Select(Amounts).ToList();

        var theirs = AmountLine().Matches(Golden(golden)).Select(line => line.Groups["amounts"].Value).ToList();

        theirs.Should().HaveCount(count).And.BeSubsetOf(ours);
        ours.Except(theirs).Where(amounts => !amounts.StartsWith("$0.00", StringComparison.Ordinal)).Should()
            .BeEmpty("changed resources are printed");
    }

    /// <summary>The corpus contains the input of only one project of these.</summary>
    [CorpusTheory]
    [InlineData(
        "diff_terraform_usage_file.golden", "json_from_golden/breakdown_format_json__breakdown_format_json.json")]
    [InlineData("output_format_azure_repos_comment_multiple_skipped.golden", "json/example_out.json")]
    [InlineData("output_format_git_hub_comment_show_all_projects.golden", "json/example_out.json")]
    [InlineData("output_format_slack_message_more_projects.golden", "json/example_out.json")]
    public void The_amount_of_a_project_matches_the_printed_one(string golden, string document)
    {
        var ours = Amounts(Difference(document).Projects.Should().ContainSingle().Which);

        AnyAmount().Matches(Golden(golden)).Select(amount => amount.Groups["amounts"].Value).Should().Contain(ours);
    }

    [CorpusFact]
    public void Rows_of_the_comment_match_the_printed_ones()
    {
        var ours =
            from project in Difference(Metadata).Projects
            let total = Delta(project)
            let usage = UsageDelta(project)
            select $"{Signed(total - usage)} {(usage == 0 ? "-" : Signed(usage))} {Signed(total)} " +
                FormatAmount(project.After!.Value);

        var theirs = Row().Matches(Golden("output_format_git_hub_comment_with_project_names_with_metadata.golden"))
            .Select(row => string.Join(' ', new[] { "base", "usage", "total", "now" }
                .Select(column => row.Groups[column].Value)));

        theirs.Should().HaveCount(6).And.BeEquivalentTo(ours);
    }

    [CorpusTheory]
    [InlineData("output_format_git_hub_comment_with_project_names_with_metadata.golden", Metadata, 1,
        "Monthly estimate decreased by {0}")]
    [InlineData("output_format_slack_message_more_projects.golden", "json/example_out.json", 7,
        "Monthly estimate increased by {0}")]
    [InlineData("output_format_slack_message_more_projects.golden", "json/example_out.json", 7, "+{0} ({1} → {2})")]
    public void The_overall_change_matches_the_printed_one(string golden, string document, int times, string sentence)
    {
        var sum = CostSummary.Sum(Enumerable.Repeat(Difference(document).Summary, times))!;

        var printed = string.Format(CultureInfo.InvariantCulture, sentence, FormatAmount(Math.Abs(sum.MonthlyDelta)),
            FormatAmount(sum.MonthlyBefore), FormatAmount(sum.MonthlyAfter));

        Golden(golden).Should().Contain(printed);
    }

    [CorpusTheory]
    [InlineData("output_terraform_out_file_table.golden", "json/example_out.json")]
    [InlineData("output_terraform_out_file_html.golden", "json/example_out.json")]
    [InlineData("breakdown_terraform_out_file_table.golden", "golden/breakdown_terraform_out_file_json.golden")]
    [InlineData(
        "breakdown_terraform_usage_file.golden", "json_from_golden/breakdown_format_json__breakdown_format_json.json")]
    [InlineData("breakdown_format_html.golden", "json_from_golden/breakdown_format_json__breakdown_format_json.json")]
    // two projects
    [InlineData("output_format_html.golden", "json_from_golden/output_format_json__output_format_json.json")]
    public void The_overall_total_matches_the_printed_one_to_the_cent(string golden, string document)
    {
        var total = new Money(Difference(document).Summary!.MonthlyAfter, "USD").ToString();

        var printed = OverallTotal().Match(Golden(golden)).Groups["total"].Value;

        printed.Should().Be(total);
    }

    [CorpusTheory]
    [InlineData("json/example_out.json", "golden/output_terraform_out_file_json.golden")]
    [InlineData("json/example_diff_out.json", "json_from_golden/output_diff_format_json__output_diff_format_json.json")]
    public void A_reformatted_document_yields_the_same_summary(string document, string again)
    {
        var ours = Difference(document).Summary;

        var theirs = Difference(again).Summary;

        theirs.Should().BeEquivalentTo(ours).And.BeEquivalentTo(new CostSummary("USD", 0, 1361.3075m));
    }

    [CorpusTheory]
    [InlineData("output_terraform_out_file_table.golden", "json/example_out.json")]
    [InlineData("breakdown_terraform_out_file_table.golden", "golden/breakdown_terraform_out_file_json.golden")]
    // with usage
    [InlineData(
        "breakdown_terraform_usage_file.golden", "json_from_golden/breakdown_format_json__breakdown_format_json.json")]
    public void Baseline_and_usage_costs_match_the_printed_ones(string golden, string document)
    {
        var project = Difference(document).Projects.Should().ContainSingle().Which;
        var (after, usage) = (project.After!.Value, project.UsageAfter!.Value);

        var printed = BoxRow().Match(Golden(golden)).Groups["amounts"].Value;

        Regex.Replace(printed, @"[\s┃]+", " ").Trim().Should()
            .Be($"{FormatAmount(after - usage)} {(usage == 0 ? "-" : FormatAmount(usage))} {FormatAmount(after)}");
    }

    /// <summary>
    /// Without <c>json/no_diff.json</c>, whose overall counts, as printed by Infracost, differ from the sum of its
    /// projects.
    /// </summary>
    [CorpusTheory]
    [InlineData("diff_project_name_no_change.golden", "json/diff_project_name_no_change__prior.json")]
    [InlineData("output_format_git_hub_comment_with_project_names_with_metadata.golden", Metadata)]
    [InlineData("breakdown_terraform_out_file_table.golden", "golden/breakdown_terraform_out_file_json.golden")]
    [InlineData(
        "breakdown_terraform_usage_file.golden", "json_from_golden/breakdown_format_json__breakdown_format_json.json")]
    public void Resource_counts_match_the_printed_ones(string golden, string document)
    {
        var counts = Difference(document).Counts;

        var printed = CountLine().Matches(Golden(golden)).Select(line => line.Value).ToList();

        printed.Should()
            .Equal(
                $"{counts.Estimated + counts.Free + counts.Unsupported.Sum(type => type.Count)} cloud resources " +
                    "were detected", $"{counts.Estimated} were estimated");
    }

    private static CostDifference Difference(string document) =>
        An.Difference(An.ReadFile(InfracostCorpus.PathOf(document)));

    private static string Golden(string name) => InfracostCorpus.Text($"golden/{name}");

    private static decimal Delta(ProjectCost project) => project.Delta!.Value;

    private static decimal UsageDelta(ProjectCost project) => project.UsageAfter!.Value - project.UsageBefore!.Value;

    private static string Amounts(ProjectCost project) =>
        $"{Signed(Delta(project))} ({FormatAmount(project.Before!.Value)} → {FormatAmount(project.After!.Value)})";

    private static string Signed(decimal amount) =>
        $"{(amount < 0 ? "-" : amount > 0 ? "+" : "")}{FormatAmount(Math.Abs(amount))}";

    /// <summary>Rounds as Infracost does in comments: cents below one, whole amounts above.</summary>
    private static string FormatAmount(decimal amount) =>
        "$" + amount.ToString(amount < 1 ? "N2" : "N0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Amount:\s+(?<amounts>.*\))$", RegexOptions.Multiline)]
    private static partial Regex AmountLine();

    [GeneratedRegex(@"Amount:\s+(?<amounts>\S+ \([^)]*\))")]
    private static partial Regex AnyAmount();

    [GeneratedRegex(
        """<td align="right">(?<base>[^<]*)</td>\s*<td align="right">(?<usage>[^<]*)</td>\s*"""
        + """<td align="right">(?<total>\S+)[^<]*</td>\s*<td align="right">(?<now>[^<]*)</td>""")]
    private static partial Regex Row();

    [GeneratedRegex(@"overall total(\s|<[^>]*>)*(?<total>\$[\d,.]+)", RegexOptions.IgnoreCase)]
    private static partial Regex OverallTotal();

    [GeneratedRegex(@"^┃ (?!Project)[^┃]*┃(?<amounts>.*)$", RegexOptions.Multiline)]
    private static partial Regex BoxRow();

    [GeneratedRegex(@"\d+ cloud resources were detected|\d+ were (estimated|free)|\d+ are not supported yet")]
    private static partial Regex CountLine();
}
