using TfPilot.Delivery.Records;
using TfPilot.Delivery.Reports;

namespace TfPilot.Delivery.Tests.Reports;

public class ApplyIssueTests
{
    private static readonly ReportLinks Links = new("https://github.com/acme/infra");

    private static readonly ApplyOutcome Failed = FailureCategoryTests.Outcome(ApplyStatus.Failed);

    public static TheoryData<string, ApplyOutcome?, ApplyIssue?, IssueStep> Cases => new()
    {
        { "nothing was applied yet", null, null, new IssueStep.Keep() },
        { "an apply runs", Failed with { Status = null }, Issue(Failed), new IssueStep.Keep() },
        { "the first failure", Failed, null, new IssueStep.Create() },
        { "the failure is shown", Failed, Issue(Failed), new IssueStep.Keep() },
        { "a person closed it", Failed, Issue(Failed) with { IsOpen = false }, new IssueStep.Keep() },
        { "another run failed", Failed with { Run = new(13, 1) }, Issue(Failed), new IssueStep.Update(5) },
        { "another attempt failed", Failed with { Run = new(12, 2) }, Issue(Failed), new IssueStep.Update(5) },
        { "it failed otherwise", Failed with { Status = ApplyStatus.Partial }, Issue(Failed), new IssueStep.Update(5) },
        { "it failed after a success", Failed with { Run = new(13, 1) }, Issue(Failed) with { IsOpen = false },
            new IssueStep.Update(5) },
        { "a success", Applied, Issue(Failed), new IssueStep.Close(5, HasReply: false) },
        { "nothing to do", Applied with { Status = ApplyStatus.Nothing }, Issue(Failed),
            new IssueStep.Close(5, HasReply: false) },
        { "the reply exists", Applied, Issue(Failed) with { Replies = [ApplyIssueText.Reply(Applied, Links)] },
            new IssueStep.Close(5, HasReply: true) },
        { "a success without an issue", Applied, null, new IssueStep.Keep() },
        { "a success after the issue was closed", Applied, Issue(Failed) with { IsOpen = false },
            new IssueStep.Keep() },
        { "the verification failed", Applied with { IsVerified = false }, null, new IssueStep.Create() },
    };

    private static ApplyOutcome Applied => Failed with { Status = ApplyStatus.Applied, Run = new(13, 1) };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_issue_follows_the_last_outcome(
        string because, ApplyOutcome? outcome, ApplyIssue? issue, IssueStep step) =>
        ApplyIssueRules.Decide(outcome, issue).Should().Be(step, because);

    [Fact]
    public void The_issue_says_what_failed_and_what_to_do()
    {
        var record = FailureCategoryTests.Record(
            new LogDiagnostic(
                "error", "AccessDenied", "not authorized to perform: s3:PutObject", "aws_s3_bucket.a", "main.tf", 12),
            new LogDiagnostic("warning", "deprecated"))
            with
        {
            Applied = new(1, 0, 0, 0, 0),
            Changes =
            [
                new("aws_s3_bucket.b", "create", ChangeResult.Complete),
                new("aws_s3_bucket.a", "create", ChangeResult.Errored),
                new("aws_s3_bucket.c", "create", ChangeResult.Started),
            ],
        };

        var body = ApplyIssueText.Body(Failed with { Status = ApplyStatus.Partial }, record, Links);

        body.Should().Be("""
            <!-- tfpilot-apply MARK run 12, attempt 1: partly applied -->
            The apply failed after it had changed something: the environment is partly applied. The lock is held until the fix is applied.

            | | |
            |:--|:--|
            | Project | `live/web` |
            | Environment | `prod` |
            | Category | permission: The identity that applies lacks a permission, or it could not sign in. |
            | Run | [run 12, attempt 1](https://github.com/acme/infra/actions/runs/12/attempts/1) |
            | Change | #7, [aaaaaaa](https://github.com/acme/infra/commit/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) |
            | Changed | 1 added, 0 changed, 0 destroyed |

            ### Not completed

            - `aws_s3_bucket.a`: create failed
            - `aws_s3_bucket.c`: create did not end

            ### Errors

            - **AccessDenied** `aws_s3_bucket.a` (`main.tf:12`)

              ```text
              not authorized to perform: s3:PutObject
              ```


            ### What to do next

            Grant the apply role the permission that the error names, or fix its trust policy. Then apply again.

            tfpilot updates this issue when the project fails again in this environment, and closes it after the next successful apply.

            """.Replace("MARK", ReportMarker.Of("prod", "live/web").Split(' ')[2], StringComparison.Ordinal));
    }

    [Fact]
    public void Untrusted_text_opens_no_markup_and_mentions_nobody()
    {
        var record = FailureCategoryTests.Record(new LogDiagnostic(
            "error", "<!-- tfpilot-apply --> @acme/ops", "```\n<details> ``` @bob", "a`b", "x|y"));

        var body = ApplyIssueText.Body(Failed, record, Links);

        body.Split("<!--").Should().HaveCount(2, "only our own marker");
        body.Should().Contain("&lt;!-- tfpilot-apply --&gt; @&#8203;acme/ops").And.Contain("  ````text");
    }

    [Fact]
    public void A_marker_identifies_the_project_and_the_environment_regardless_of_case_of_the_environment()
    {
        ReportMarker.Of("Prod", "web").Should().Be(ReportMarker.Of("prod", "web"));
        new[] { ("prod", "web"), ("prod", "Web"), ("dev", "web"), ("prodweb", "") }
            .Select(one => ReportMarker.Of(one.Item1, one.Item2)).Should().OnlyHaveUniqueItems();
    }

    private static ApplyIssue Issue(ApplyOutcome shown) =>
        new(5, IsOpen: true, ApplyIssueText.Body(shown, null, Links), []);
}
