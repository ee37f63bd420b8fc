using TfPilot.App.Tests.Pulls;
using TfPilot.Core.Audit;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Locks;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Verifications;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Records;

/// <summary>The issue about a project whose apply failed, and the comment on the merged pull request.</summary>
public class ApplyReportTests
{
    [Theory]
    [InlineData(ApplyStatus.Failed, "web in dev: failed")]
    [InlineData(ApplyStatus.Partial, "web in dev: partly applied")]
    [InlineData(ApplyStatus.Cancelled, "web in dev: canceled")]
    [InlineData(ApplyStatus.Unknown, "web in dev: unknown")]
    public async Task An_apply_that_did_not_succeed_opens_one_issue(ApplyStatus status, string title)
    {
        await using var bench = await PullBench.OpenAsync();

        await ApplyAsync(bench, run: 12, status);
        await bench.Reports.RunOnceAsync(default);
        await bench.Reports.RunOnceAsync(default);

        var issue = bench.Repository.Issues.Should().ContainSingle().Subject;
        issue.Title.Should().Be(title);
        issue.Body.Should().Contain("[run 12, attempt 1](https://github.test/acme/infra/actions/runs/12/attempts/1)")
            .And.Contain("#7").And.Contain("What to do next");
    }

    [Theory]
    [InlineData(ApplyStatus.Applied)]
    [InlineData(ApplyStatus.Nothing)]
    public async Task A_successful_apply_opens_no_issue(ApplyStatus status)
    {
        await using var bench = await PullBench.OpenAsync();

        await ApplyAsync(bench, run: 12, status);
        await bench.Reports.RunOnceAsync(default);

        bench.Repository.Issues.Should().BeEmpty();
        Calls(bench, "OwnIssue").Should().BeEmpty("without an issue there is nothing to read");
    }

    [Fact]
    public async Task The_issue_is_updated_by_the_next_failure_and_closed_by_the_next_success()
    {
        await using var bench = await PullBench.OpenAsync();
        await ReportAsync(bench, run: 12, ApplyStatus.Failed);
        await ReportAsync(bench, run: 13, ApplyStatus.Partial);
        var issue = bench.Repository.Issues.Single();
        issue.Body.Should().Contain("[run 13, attempt 1]").And.NotContain("[run 12, attempt 1]");

        await ReportAsync(bench, run: 14, ApplyStatus.Applied);
        await bench.Reports.RunOnceAsync(default);

        issue.IsOpen.Should().BeFalse();
        Replies(bench, issue).Should().ContainSingle().Which.Should()
            .Contain("Applied by [run 14, attempt 1]").And.Contain("for #7");
        await ReportAsync(bench, run: 15, ApplyStatus.Failed);
        issue.IsOpen.Should().BeTrue("the same issue is opened again");
        bench.Repository.Issues.Should().ContainSingle();
    }

    [Fact]
    public async Task A_failed_verification_is_a_failed_change_without_a_lock()
    {
        await using var bench = await PullBench.OpenAsync();
        await PassAsync(bench, run: 12);
        await RecordAsync(bench, run: 12, ApplyStatus.Applied, verification: new(
            [new("probe", "https://a.test/", VerificationStatus.Failed, "The status code is 503, not 200.")]));

        await bench.Reports.RunOnceAsync(default);

        var issue = bench.Repository.Issues.Single();
        issue.Title.Should().Be("web in dev: verification failed");
        issue.Body.Should().Contain("- probe `https://a.test/` failed: The status code is 503, not 200.");
        Comments(bench).Single().Should().Contain($"verification failed, see #{issue.Number}");
        (await bench.ApplyLocks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should().BeEmpty();
        await PassAsync(bench, run: 13);
        await RecordAsync(bench, run: 13, ApplyStatus.Applied, verification: new(
            [new("plan", "a", VerificationStatus.Passed)]));
        await bench.Reports.RunOnceAsync(default);
        issue.IsOpen.Should().BeFalse();
        Comments(bench).Single().Should().Contain("### `dev` is applied and verified\n");
    }

    [Fact]
    public async Task A_plan_without_changes_closes_the_issue()
    {
        await using var bench = await PullBench.OpenAsync();
        await ReportAsync(bench, run: 12, ApplyStatus.Failed);

        await ReportAsync(bench, run: 13, ApplyStatus.Nothing);

        bench.Repository.Issues.Single().IsOpen.Should().BeFalse();
    }

    [Fact]
    public async Task Each_project_has_its_own_issue()
    {
        await using var bench = await PullBench.OpenAsync();
        await ReportAsync(bench, run: 12, ApplyStatus.Failed);
        await ReportAsync(bench, run: 13, ApplyStatus.Failed, project: "db");

        await ReportAsync(bench, run: 14, ApplyStatus.Applied, project: "db");

        bench.Repository.Issues.Select(issue => (issue.Title, issue.IsOpen)).Should()
            .Equal(("web in dev: failed", true), ("db in dev: failed", false));
    }

    [Fact]
    public async Task An_issue_whose_number_was_not_stored_is_found_again()
    {
        await using var bench = await PullBench.OpenAsync();
        await ApplyAsync(bench, run: 12, ApplyStatus.Failed);
        bench.Repository.AddIssue(FakePeople.Bob, "not ours", "<!-- tfpilot-apply -->");
        bench.GitHub.Answered = exchange =>
        {
            if (exchange is { Method: "POST", Status: 201 }
                && exchange.Url.EndsWith("/issues", StringComparison.Ordinal))
                throw new OperationCanceledException("the program ends here");
        };
        await FluentActions.Awaiting(() => bench.Reports.RunOnceAsync(default)).Should()
            .ThrowAsync<OperationCanceledException>();
        bench.GitHub.Answered = null;

        await bench.Reports.RunOnceAsync(default);
        bench.Repository.Issues.Should().HaveCount(2, "the claim of the interrupted instance has not expired");
        bench.Passes(ReportStore.ClaimTimeout);
        await bench.Reports.RunOnceAsync(default);

        bench.Repository.Issues.Should().HaveCount(2);
        await ReportAsync(bench, run: 13, ApplyStatus.Applied);
        bench.Repository.Issues.Select(issue => issue.IsOpen).Should().Equal(true, false);
    }

    [Fact]
    public async Task An_issue_whose_creation_got_no_response_is_not_created_twice()
    {
        await using var bench = await PullBench.OpenAsync();
        await ApplyAsync(bench, run: 12, ApplyStatus.Failed);
        bench.GitHub.Answered = exchange =>
        {
            if (exchange is { Method: "POST", Status: 201 }
                && exchange.Url.EndsWith("/issues", StringComparison.Ordinal))
                throw new HttpRequestException("the response is lost");
        };
        await bench.Reports.RunOnceAsync(default);
        bench.GitHub.Answered = null;

        bench.Passes(TimeSpan.FromMinutes(6));
        await bench.Reports.RunOnceAsync(default);

        bench.Repository.Issues.Should().ContainSingle();
        Calls(bench, "query OwnIssues(").Should().ContainSingle();
    }

    [Fact]
    public async Task The_reply_to_a_success_is_written_once()
    {
        await using var bench = await PullBench.OpenAsync();
        await ReportAsync(bench, run: 12, ApplyStatus.Failed);
        await ApplyAsync(bench, run: 13, ApplyStatus.Applied);
        bench.GitHub.Refuses("PATCH", 502, "closing fails");
        await bench.Reports.RunOnceAsync(default);
        bench.GitHub.Refuses("PATCH", 200, "");

        bench.Passes(TimeSpan.FromMinutes(6));
        await bench.Reports.RunOnceAsync(default);

        Replies(bench, bench.Repository.Issues.Single()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_late_record_of_an_earlier_run_does_not_change_the_issue()
    {
        await using var bench = await PullBench.OpenAsync();
        await PassAsync(bench, run: 12);
        bench.Passes(TimeSpan.FromMinutes(6));
        await bench.EndedApplies.RunOnceAsync(default);
        await ReportAsync(bench, run: 13, ApplyStatus.Failed);

        await RecordAsync(bench, run: 12, ApplyStatus.Applied);
        await bench.Reports.RunOnceAsync(default);

        bench.Repository.Issues.Single().IsOpen.Should().BeTrue();
    }

    [Fact]
    public async Task An_issue_that_a_person_closed_stays_closed_until_another_apply_fails()
    {
        await using var bench = await PullBench.OpenAsync();
        await ReportAsync(bench, run: 12, ApplyStatus.Failed);
        var issue = bench.Repository.Issues.Single();
        issue.IsOpen = false;

        await bench.ReportStore.MarkAsync(
            ReportKey.Issue(FakeApp.Installation, FakeApp.Repository, "dev", "web"), bench.Now, default);
        await bench.Reports.RunOnceAsync(default);

        issue.IsOpen.Should().BeFalse();
        await ReportAsync(bench, run: 13, ApplyStatus.Failed);
        issue.IsOpen.Should().BeTrue();
    }

    [Fact]
    public async Task An_apply_without_a_record_opens_an_issue_and_its_late_record_closes_it()
    {
        await using var bench = await PullBench.OpenAsync();
        await PassAsync(bench, run: 12);
        bench.Passes(TimeSpan.FromMinutes(6));
        await bench.EndedApplies.RunOnceAsync(default);
        await bench.Reports.RunOnceAsync(default);
        bench.Repository.Issues.Single().Title.Should().Be("web in dev: unknown");

        await RecordAsync(bench, run: 12, ApplyStatus.Applied);
        await bench.Reports.RunOnceAsync(default);

        bench.Repository.Issues.Single().IsOpen.Should().BeFalse();
    }

    [Fact]
    public async Task The_pull_request_has_one_comment_that_says_what_was_applied()
    {
        await using var bench = await PullBench.OpenAsync();
        await ReportAsync(bench, run: 12, ApplyStatus.Applied);
        await ReportAsync(bench, run: 13, ApplyStatus.Failed, project: "db");

        var comment = Comments(bench).Should().ContainSingle().Which;

        comment.Should().Contain("### `dev` is partly applied")
            .And.Contain("| `dev` | `web` | applied | [run 12, attempt 1](")
            .And.Contain(
                $"| `dev` | `db` | failed, see #{bench.Repository.Issues.Single().Number} | [run 13, attempt 1](");
        await ReportAsync(bench, run: 14, ApplyStatus.Applied, project: "db");
        Comments(bench).Should().ContainSingle().Which.Should().Contain("### `dev` is applied\n")
            .And.Contain("| `dev` | `db` | applied | [run 14, attempt 1](").And.NotContain("see #");
    }

    [Fact]
    public async Task A_comment_whose_id_was_not_stored_is_found_again()
    {
        await using var bench = await PullBench.OpenAsync();
        await ApplyAsync(bench, run: 12, ApplyStatus.Applied);
        bench.GitHub.Answered = exchange =>
        {
            if (exchange is { Method: "POST", Status: 201 }
                && exchange.Url.EndsWith("/comments", StringComparison.Ordinal))
                throw new OperationCanceledException("the program ends here");
        };
        await FluentActions.Awaiting(() => bench.Reports.RunOnceAsync(default)).Should()
            .ThrowAsync<OperationCanceledException>();
        bench.GitHub.Answered = null;

        bench.Passes(ReportStore.ClaimTimeout);
        await bench.Reports.RunOnceAsync(default);

        Comments(bench).Should().ContainSingle();
    }

    private static async Task ReportAsync(PullBench bench, long run, ApplyStatus status, string project = "web")
    {
        await ApplyAsync(bench, run, status, project);
        await bench.Reports.RunOnceAsync(default);
    }

    private static async Task ApplyAsync(PullBench bench, long run, ApplyStatus status, string project = "web")
    {
        await PassAsync(bench, run, project);
        await RecordAsync(bench, run, status, project);
    }

    private static async Task PassAsync(PullBench bench, long run, string project = "web")
    {
        bench.Passes(TimeSpan.FromSeconds(1));
        var attempt = await bench.ApplyLocks.TakeAsync(FakeApp.Installation, FakeApp.Repository,
            new("dev", new(project, [$"null_resource.{project}"], []), 7, bench.Pull.Head, new(run, 1),
                ApplyLockState.Applying, bench.Now),
            isUrgent: false, bench.Now, Note("go"), bench.Now, default);
        attempt.IsTaken.Should().BeTrue();
    }

    private static async Task RecordAsync(
        PullBench bench, long run, ApplyStatus status, string project = "web", Verification? verification = null)
    {
        var record = new ApplyRecord("dev", project, status) { Verification = verification };
        var sent = new SentRecord(
            FakeApp.Installation, FakeApp.Repository, new RunAttempt(run, 1), record, RecordDocument.Write(record));
        (await bench.Records.AddAsync(
            sent, (await bench.Records.FindPassAsync(sent, default))!, Note("record"), bench.Now, default))
            .Should().Be(RecordResult.Added);
    }

    private static AuditNote Note(string what) => new(AuditKind.Apply, FakeApp.Repository, 7, what);

    private static List<string> Comments(PullBench bench) =>
        [.. bench.Repository.Comments.Where(comment => comment.Pull == 7).Select(comment => comment.Body)];

    private static List<string> Replies(PullBench bench, FakeIssue issue) =>
        [.. bench.Repository.Comments.Where(comment => comment.Pull == issue.Number).Select(comment => comment.Body)];

    private static List<Exchange> Calls(PullBench bench, string part) => bench.GitHub.Exchanges
        .Where(exchange => exchange.Body?.Contains(part, StringComparison.Ordinal) == true).ToList();
}
