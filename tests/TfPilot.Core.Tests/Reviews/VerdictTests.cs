using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Reviews;

public sealed class VerdictTests
{
    [Theory]
    [InlineData(PolicyLevel.Block, FindingVerdict.Fail, true, Verdict.Blocked)]
    [InlineData(PolicyLevel.Approve, FindingVerdict.Fail, true, Verdict.NeedsApproval)]
    [InlineData(PolicyLevel.Advise, FindingVerdict.Fail, true, Verdict.Warn)]
    [InlineData(PolicyLevel.Block, FindingVerdict.Unknown, true, Verdict.Blocked)] // the rule says that unknown fails
    [InlineData(PolicyLevel.Block, FindingVerdict.Unknown, false, Verdict.Warn)]
    [InlineData(PolicyLevel.Block, FindingVerdict.Waived, false, Verdict.Pass)]
    [InlineData(PolicyLevel.Block, FindingVerdict.Ignored, false, Verdict.Pass)]
    public void A_counted_finding_determines_the_verdict_by_its_level(
        PolicyLevel level, FindingVerdict verdict, bool counts, Verdict expected)
    {
        var finding = A.Finding(level: level, verdict: verdict) with { Counts = counts };

        var review = A.Review(A.Project() with { Findings = [finding] });

        review.Verdict.Should().Be(expected);
    }

    [Fact]
    public void The_verdict_is_the_worst_of_all_findings_and_the_risk()
    {
        var approve = A.Finding(level: PolicyLevel.Approve);
        var advise = A.Finding(level: PolicyLevel.Advise);
        var destroying = A.Project(risk: A.Risk(RiskClass.Destructive));
        var failed = A.Project(risk: A.Risk(RiskClass.Unknown));

        Verdict Of(ProjectReview project, params Finding[] findings) => (project with { Findings = findings }).Verdict;

        Of(destroying).Should().Be(Verdict.Warn);
        Of(destroying, advise, approve, advise).Should().Be(Verdict.NeedsApproval);
        Of(failed, approve).Should().Be(Verdict.Blocked);
    }

    [Fact]
    public void The_exit_code_is_1_for_a_blocked_review_and_for_required_approval()
    {
        ProjectReview With(PolicyLevel level) => A.Project() with { Findings = [A.Finding(level: level)] };

        A.Review(With(PolicyLevel.Block)).ExitCode.Should().Be(1);
        A.Review(With(PolicyLevel.Approve)).ExitCode.Should().Be(1);
        A.Review(With(PolicyLevel.Advise)).ExitCode.Should().Be(0);
    }

    [Fact]
    public void Suggestions_do_not_affect_the_verdict()
    {
        var project = A.Project() with
        {
            Suggestions = [new(
            "backups", new("aws_db_instance.a"), "backup_retention_period", "0", "7", "why")]
        };

        A.Review(project).Verdict.Should().Be(Verdict.Pass);
    }

    [Fact]
    public void The_summary_counts_findings_by_verdict_over_all_projects()
    {
        ProjectReview With(params FindingVerdict[] verdicts) =>
            A.Project() with { Findings = [.. verdicts.Select(verdict => A.Finding(verdict: verdict))] };

        var review = A.Review(
            With(FindingVerdict.Fail, FindingVerdict.Fail, FindingVerdict.Unknown),
            With(FindingVerdict.Fail, FindingVerdict.Waived, FindingVerdict.Ignored, FindingVerdict.Ignored,
                FindingVerdict.Pass));

        review.Policy.Should().Be(new PolicySummary(Fail: 3, Unknown: 1, Waived: 1, Ignored: 2));
    }

    [Theory]
    [InlineData(PolicyLevel.Block, "fix the violations or merge a waiver, then re-run.")]
    [InlineData(
        PolicyLevel.Approve, "have dba or platform approve it with the comment /tfpilot approve-policy core-tags.")]
    public void The_next_step_names_the_approvers_or_the_fix(PolicyLevel level, string step)
    {
        var findings = new[] { A.Finding(level: level) with { Approvers = ["dba", "platform"] },
            A.Finding(level: level) with { Approvers = ["dba"] } };

        var review = A.Review(A.Project() with { Findings = findings });

        Headline.NextStep(review).Should().Be(step);
    }

    [Fact]
    public void Every_enum_value_has_its_own_word()
    {
        Enum.GetValues<Verdict>().Select(verdict => verdict.Word()).Should().OnlyHaveUniqueItems();
        Enum.GetValues<RiskClass>().Select(risk => risk.Word()).Should().OnlyHaveUniqueItems();
        Enum.GetValues<PolicyLevel>().Select(level => level.Word()).Should().Equal("advise", "approve", "block");
        Enum.GetValues<FindingVerdict>().Select(verdict => verdict.Word()).Should()
            .Equal("pass", "fail", "unknown", "waived", "ignored");
    }
}
