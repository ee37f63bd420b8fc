using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.Costs;

/// <summary>Every output of Infracost is compared, or listed here with the reason why it cannot be.</summary>
public sealed partial class CorpusCoverageTests
{
    private static readonly (string Reason, string[] Outputs)[] NotCompared =
    [
        ("prints no amount",
        [
            "comment_git_hub_delete_and_new_skip_no_diff_with_initial_comment.golden",
            "comment_git_hub_new_and_hide_skip_no_diff_with_initial_comment.golden",
            "comment_git_hub_new_and_hide_skip_no_diff_without_initial_comment.golden",
            "comment_git_hub_skip_no_diff_with_initial_comment.golden",
            "comment_git_hub_no_diff.golden", "output_format_git_hub_comment_no_change.golden",
            "output_format_git_lab_comment_no_change.golden",
            "diff_with_compare_to_preserve_summary.golden",
        ]),
        ("neither its input nor the JSON of the same command is in the corpus",
        [
            "breakdown_terraform_usage_file_invalid_key.golden", "breakdown_terraform_use_state_v0_12.golden",
            "breakdown_terraform_v0_12.golden", "breakdown_terraform_v0_14.golden", "breakdown_with_target.golden",
            "comment_git_hub_show_all_projects.golden", "comment_git_lab_commit.golden",
            "comment_git_lab_merge_request.golden", "diff_terraform_show_skipped.golden",
            "diff_terraform_v0_14.golden", "instance_with_attachment_before_deploy.golden",
            "output_format_slack_message.golden", "slack_slack_message_golden.json",
            "terraform-cloud-enterprise_comment_golden.md", "terraform-project-using-cache_comment_golden.md",
            "terraform-project_comment_golden.md",
        ]),
        ("is an estimate itself: its totals are compared with its resources", ["ToMarkdown_NoPreviousBreakdown.json"]),
        ("is in json_from_golden, without the message behind it", ["breakdown_format_json.golden"]),
    ];

    [CorpusFact]
    public void Every_Infracost_output_is_compared_or_has_a_reason_not_to_be()
    {
        var outputs = new[] { "golden", "actions_golden" }
            .SelectMany(folder => Directory.EnumerateFiles(InfracostCorpus.PathOf(folder)))
            .Select(file => Path.GetFileName(file)!).ToList();

        var compared = Output().Matches(Repository.Read("tests/TfPilot.Core.Tests/Costs/CorpusOutputTests.cs"))
            .Select(name => name.Value).Distinct().ToList();

        compared.Concat(NotCompared.SelectMany(reason => reason.Outputs)).Should().BeEquivalentTo(outputs);
        compared.Should().HaveCount(15);
    }

    /// <summary>The corpus contains the output for 36 of the 80 pairs; two outputs belong to no pair.</summary>
    [CorpusFact]
    public void A_pair_without_its_output_is_not_compared()
    {
        var pairs = InfracostCorpus.Text("pairs.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split('\t')[0]).ToList();

        var present = pairs.Count(output => File.Exists(InfracostCorpus.PathOf(output)));

        (pairs.Count, present).Should().Be((80, 36));
    }

    /// <summary>The Tirith folder has its own tests for a document that is missing.</summary>
    [CorpusFact]
    public void The_other_tools_folder_contains_no_estimates() =>
        Directory.EnumerateFiles(InfracostCorpus.PathOf("tirith")).Should()
        .OnlyContain(file => !File.ReadAllText(file).Contains("\"breakdown\""));

    [GeneratedRegex(@"(?<="")\w+\.golden|(?<=golden/)\w+\.golden")]
    private static partial Regex Output();
}
