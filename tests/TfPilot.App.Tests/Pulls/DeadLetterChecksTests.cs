using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.App.Tests.Host;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Pulls;

/// <summary>A pull request that cannot be evaluated does not pass, even if it was approved before.</summary>
public sealed class DeadLetterChecksTests
{
    private const string Required = "tfpilot: main";

    [Theory]
    [InlineData("budget", "failure Could not be decided: it needs more than 30 s of computing;…")]
    [InlineData("refused", "failure Could not be decided: GitHub refuses it")]
    [InlineData("lost", "failure Could not be decided: tried 8 times; each worker stopped…")]
    public async Task A_passing_check_fails_when_its_pull_request_is_dead_lettered(string why, string shown)
    {
        await using var bench = await PullBench.ApprovedAsync();
        await bench.RunAsync();
        var (before, environment) = (bench.CheckLine(Required), bench.CheckLine("tfpilot / prod"));

        await ParkAsync(bench, why);

        before.Should().StartWith("success");
        environment.Should().StartWith("success");
        bench.CheckLine(Required).Should().Be(shown);
        bench.CheckLine("tfpilot / prod").Should().Be(shown);
        bench.Summary(Required).Should().Contain("**Next:**").And.Contain("Audit: `");
        bench.Repository.Checks.Count(check => check.Text("name") == Required).Should().Be(1);
        (await bench.Queue.DeadLettersAsync(FakeApp.Installation, default)).Should().ContainSingle();
        (await History(bench)).Should()
            .Contain(line => line.Contains("failure: no decision possible: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_merge_past_the_check_of_a_dead_letter_is_not_approved(bool isParked, bool isApproved)
    {
        await using var bench = await PullBench.ApprovedAsync();
        await bench.RunAsync();
        if (isParked) await ParkAsync(bench, "refused");

        (bench.Pull.State, bench.Pull.MergedAs) = ("merged", FakeRepository.Sha("merge"));
        await bench.RunAsync();

        (await bench.Changes.ListAsync(PullBench.Key(), default)).Should().ContainSingle()
            .Which.IsApproved.Should().Be(isApproved);
    }

    [Fact]
    public async Task A_repeated_dead_letter_is_written_once_and_a_recovered_pull_request_is_decided_again()
    {
        await using var bench = await PullBench.ApprovedAsync();
        await bench.RunAsync();
        await ParkAsync(bench, "refused");
        var (lines, _) = ((await History(bench)).Count, bench.Calls());

        await ParkAsync(bench, "refused");
        var (again, writes) = ((await History(bench)).Count, bench.Calls().Writes);
        await bench.RunAsync();

        (again, writes).Should().Be((lines, 0));
        bench.CheckLine(Required).Should().StartWith("success");
    }

    [Fact]
    public async Task The_merge_group_of_a_dead_lettered_pull_request_fails_too()
    {
        await using var bench = await PullBench.ApprovedAsync();
        var group = FakeRepository.Sha("group");
        bench.Repository.Queue.Add(new(new(7), group, FakeRepository.Sha("main")));
        await bench.RunAsync();

        await ParkAsync(bench, "budget");

        var check = bench.Repository.Checks.Single(check => check.Text("head_sha") == group.Text);
        ((string)check.Body["conclusion"]!).Should().Be("failure");
    }

    [Fact]
    public async Task A_pull_request_is_dead_lettered_even_when_its_check_cannot_be_written()
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Url.EndsWith("/pulls/7", StringComparison.Ordinal)) bench.GitHub.FailNext(403);
        };

        await ParkAsync(bench, "refused");
        bench.Pull.State = "closed";
        await ParkAsync(bench, "refused");

        (await bench.Queue.DeadLettersAsync(FakeApp.Installation, default)).Should().ContainSingle();
        bench.Repository.Checks.Should().BeEmpty();
    }

    [Fact]
    public async Task A_check_that_GitHub_does_not_answer_in_time_is_no_error_of_the_App()
    {
        await using var bench = await PullBench.ApprovedAsync();
        var errors = new ErrorLog();

        await ParkAsync(bench, "refused", new EndedTimerClock(bench.Clock), new Logger<PullWorker>(
            new LoggerFactory([errors])));

        (await bench.Queue.DeadLettersAsync(FakeApp.Installation, default)).Should().ContainSingle();
        errors.Errors.Should().ContainSingle().Which.Should().Contain("is parked");
    }

    private static Task ParkAsync(PullBench bench, string why) =>
        ParkAsync(bench, why, new RealTimerClock(bench.Clock), NullLogger<PullWorker>.Instance);

    private static async Task ParkAsync(PullBench bench, string why, TimeProvider clock, ILogger<PullWorker> log)
    {
        var reconciler = new StandInReconciler
        {
            Does = (_, _) => throw (why == "budget"
                ? new WorkBudgetException("it needs more than 30 s of computing; it is too large")
                : new GitHubException(GitHubErrorKind.NotPermitted, "GitHub refuses it")),
        };
        await bench.Queue.MarkAsync(PullBench.Key(), bench.Now, default);
        for (var at = 0; why == "lost" && at < PullQueue.MaxAttempts; at++)
        {
            await bench.LeaseOrNullAsync();
            bench.Passes(TimeSpan.FromMinutes(2));
        }

        var health = new DatabaseHealth(bench.Store, bench.Clock, NullLogger<DatabaseHealth>.Instance);
        var worker = new PullWorker(
            bench.Queue, reconciler.RunAsync, bench.DeadLetterChecks, bench.Tokens, health, new(bench.Clock),
            clock, log);
        await worker.RunOnceAsync(default);
    }

    private static async Task<List<string>> History(PullBench bench) =>
        await bench.Audit.ReadAsync(FakeApp.Installation, default).ToListAsync();

    /// <summary>The clock of the bench, with time limits that do not end at once.</summary>
    private sealed class RealTimerClock(TimeProvider clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();
    }

    /// <summary>The clock of the bench, with time limits that have ended when they begin.</summary>
    private sealed class EndedTimerClock(TimeProvider clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return clock.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
