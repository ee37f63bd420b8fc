using TfPilot.App.Tests.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.Delivery.Locks;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Commands;

/// <summary>Commands about workflow runs ask GitHub at most once.</summary>
public class RunRequestTests
{
    private const string Dispatches = "/actions/workflows/apply.yml/dispatches";

    private const string Settings = PullBench.Prod + "apply: { workflows: [.github/workflows/apply.yml] }\n";

    [Fact]
    public async Task After_the_merge_a_command_starts_the_apply_workflow_once()
    {
        await using var bench = await MergedAsync();
        var comment = await SayAsync(bench, "/tfpilot apply dev");

        await bench.Requests.RunOnceAsync(default);
        await HandleAsync(bench, comment); // delivered twice
        await bench.Requests.RunOnceAsync(default);

        Calls(bench, Dispatches).Should().ContainSingle().Which.Body.Should()
            .Contain("\"ref\":\"main\"").And.Contain("\"environment\":\"dev\"");
        bench.Repository.Comments[^1].Body.Should().Be("Started the apply workflow for dev.\n");
        (await CommandHandlerTests.LinesAsync(bench)).Should().ContainSingle(
            line => line.Contains("\"kind\":\"request\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_whose_response_is_lost_is_not_made_again()
    {
        await using var bench = await MergedAsync();
        await SayAsync(bench, "/tfpilot apply dev");
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Url.EndsWith("/access_tokens", StringComparison.Ordinal)
                && exchange.Body!.Contains("\"actions\"", StringComparison.Ordinal)) bench.GitHub.FailNext(502);
        };

        await bench.Requests.RunOnceAsync(default);
        bench.GitHub.Answered = null;
        await bench.Requests.RunOnceAsync(default);

        Calls(bench, Dispatches).Should().ContainSingle().Which.Status.Should().Be(502);
        bench.Repository.Comments[^1].Body.Should().StartWith("Could not apply to dev.")
            .And.Contain("The request may have succeeded");
    }

    [Fact]
    public async Task A_request_that_was_interrupted_is_reported_as_unknown_and_not_repeated()
    {
        await using var bench = await MergedAsync();
        await SayAsync(bench, "/tfpilot apply dev");
        await bench.RequestStore.SendNextAsync(bench.Now, default); // the program ends here

        bench.Passes(RunRequestStore.SendTimeout);
        await bench.Requests.RunOnceAsync(default);
        await bench.Requests.RunOnceAsync(default);

        Calls(bench, Dispatches).Should().BeEmpty();
        bench.Repository.Comments.Where(comment => comment.Body.StartsWith("It is unknown", StringComparison.Ordinal))
            .Should().ContainSingle();
    }

    [Theory]
    [InlineData("/tfpilot apply", "Write it as /tfpilot apply ENV")] // a bare apply names no environment
    [InlineData("/tfpilot apply stage", "There is no environment stage")]
    [InlineData("/tfpilot apply dev\n/tfpilot lock dev fix", "lock is for open pull requests")]
    public async Task A_command_that_does_not_fit_a_merged_pull_request_is_refused(string text, string reply)
    {
        await using var bench = await MergedAsync();

        await SayAsync(bench, text + "\n/tfpilot cancel dev");

        bench.Repository.Comments[^1].Body.Should().Contain(reply);
    }

    [Fact]
    public async Task Before_the_merge_nothing_is_applied()
    {
        await using var bench = await PullBench.OpenAsync(Settings);

        await SayAsync(bench, "/tfpilot apply dev");
        await bench.Requests.RunOnceAsync(default);

        Calls(bench, Dispatches).Should().BeEmpty();
        bench.Repository.Comments[^1].Body.Should().Contain("apply is for merged pull requests");
    }

    [Fact]
    public async Task The_run_that_applies_is_canceled_and_no_other()
    {
        await using var bench = await MergedAsync();
        await bench.ApplyLocks.TakeAsync(FakeApp.Installation, FakeApp.Repository,
            new("dev", Claim.OnEverything("web"), 7, bench.Pull.Head, new(12, 1), ApplyLockState.Applying, bench.Now),
            isUrgent: false, null, new(Core.Audit.AuditKind.Gate, FakeApp.Repository, 7, "go"), bench.Now, default);

        await SayAsync(bench, "/tfpilot cancel prod\n/tfpilot cancel dev");
        await bench.Requests.RunOnceAsync(default);

        Calls(bench, "/cancel").Should().ContainSingle().Which.Url.Should().EndWith("/actions/runs/12/cancel");
        bench.Repository.Comments[^1].Body.Should().Be("No run applies \\#&#8203;7 to prod now.\n");
    }

    [Fact]
    public async Task A_plan_is_repeated_by_its_own_run()
    {
        await using var bench = await PullBench.PlannedAsync(PullBench.Prod);
        bench.Repository.Runs.Add(new(1, ".github/workflows/plan.yml", bench.Pull.Head));

        await SayAsync(bench, "/tfpilot plan\n/tfpilot replan");
        await bench.Requests.RunOnceAsync(default);

        Calls(bench, "/rerun").Should().ContainSingle();
        Calls(bench, "/update-branch").Should().ContainSingle().Which.Body.Should().Contain(bench.Pull.Head.Text);
    }

    private static async Task<PullBench> MergedAsync()
    {
        var bench = await PullBench.OpenAsync(Settings);
        bench.Pull.State = "merged";
        bench.Pull.MergedAs = FakeRepository.Sha("merge");
        bench.Repository.Runs.Add(new(12, ".github/workflows/apply.yml", bench.Pull.MergedAs.Value));
        return bench;
    }

    private static async Task<FakeComment> SayAsync(PullBench bench, string text)
    {
        var comment = bench.Repository.AddComment(7, FakePeople.Dee, text);
        await HandleAsync(bench, comment);
        return comment;
    }

    private static Task<bool> HandleAsync(PullBench bench, FakeComment comment) =>
        bench.Commands.HandleAsync(PullBench.Key(), new CommentId(comment.Id), default);

    private static IEnumerable<Exchange> Calls(PullBench bench, string path) =>
        bench.GitHub.Exchanges.Where(exchange => exchange.Url.EndsWith(path, StringComparison.Ordinal));
}
