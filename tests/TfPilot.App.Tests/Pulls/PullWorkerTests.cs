using TfPilot.App.Pulls;
using TfPilot.App.Tests.Host;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.OctokitCalls;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Pulls;

public sealed class PullWorkerTests
{
    private static readonly PullKey Seven = new(6001, 4001, 7);

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // gone: nobody comes back to it either
    public async Task A_completed_pull_request_leaves_the_queue(bool isThere)
    {
        await using var app = await MarkedAsync();
        app.Reconciler.Does = (_, _) => Task.FromResult(isThere ? StandInReconciler.Done : new ReconcileResult.Gone());

        var count = await app.Part<PullWorker>().RunOnceAsync(default);

        count.Should().Be(1);
        (await app.ClaimDueAsync(from: TimeSpan.FromHours(1))).Should().BeEmpty();
    }

    [Fact]
    public async Task A_pull_request_marked_during_its_evaluation_is_evaluated_again()
    {
        await using var app = await MarkedAsync();
        app.Reconciler.Does = async (lease, ct) =>
        {
            if (app.Reconciler.Waiting == 1)
                await app.Part<PullQueue>().MarkAsync(lease.Key, DateTimeOffset.UtcNow, ct);
            return StandInReconciler.Done;
        };

        var count = await app.Part<PullWorker>().RunOnceAsync(default);

        count.Should().Be(2);
    }

    [Theory]
    [InlineData(GitHubErrorKind.Unavailable, null, 5)]
    [InlineData(GitHubErrorKind.NotSignedIn, null, 5)]
    [InlineData(GitHubErrorKind.NotFound, null, 5)]
    [InlineData(GitHubErrorKind.RateLimited, 600, 600)] // as GitHub asks
    [InlineData(null, null, 5)] // a mistake of ours
    public async Task A_transient_error_is_retried_later(GitHubErrorKind? kind, int? wait, int due)
    {
        await using var app = await MarkedAsync();
        app.Reconciler.Does = (_, _) => throw (kind is { } refusal
            ? new GitHubException(refusal, "no") { Wait = wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null }
            : new InvalidOperationException("a mistake"));

        await app.Part<PullWorker>().RunOnceAsync(default);

        (await app.ClaimDueAsync(from: TimeSpan.FromSeconds(due - 4))).Should().BeEmpty();
        (await app.ClaimDueAsync(from: TimeSpan.FromSeconds(due))).Should().Equal(Seven);
    }

    [Theory]
    [InlineData(GitHubErrorKind.Invalid)]
    [InlineData(GitHubErrorKind.NotPermitted)]
    [InlineData(GitHubErrorKind.Disabled)]
    public async Task A_permanent_error_is_dead_lettered_with_its_reason(GitHubErrorKind kind)
    {
        await using var app = await MarkedAsync();
        app.Reconciler.Does = (_, _) => throw new GitHubException(kind, "the reason");

        await app.Part<PullWorker>().RunOnceAsync(default);

        (await app.Part<PullQueue>().DeadLettersAsync(6001, default)).Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Key = Seven, Reason = "the reason" });
    }

    [Fact]
    public async Task A_pull_request_that_always_fails_is_dead_lettered_after_the_last_attempt()
    {
        await using var app = await MarkedAsync();
        app.Reconciler.Does = (
            _, _) => throw new GitHubException(GitHubErrorKind.Unavailable, "disturbed") { Wait = TimeSpan.Zero };

        var count = await app.Part<PullWorker>().RunOnceAsync(default);

        count.Should().Be(PullQueue.MaxAttempts);
        (await app.Part<PullQueue>().DeadLettersAsync(6001, default)).Should().ContainSingle().Which.Reason.Should()
            .Be("disturbed");
    }

    [Fact]
    public async Task A_push_is_evaluated_before_thousands_of_scanned_pull_requests()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        for (var pull = 1; pull <= 1_000; pull++)
            await app.Part<PullQueue>()
                .MarkAsync(Seven with { Pull = pull }, DateTimeOffset.UtcNow.AddHours(-1), WorkClass.Scan, default);
        await app.Part<PullQueue>().MarkAsync(Seven with { Pull = 20_000 }, DateTimeOffset.UtcNow, default);
        using var first = new CancellationTokenSource();
        app.Reconciler.Does = async (_, _) =>
        {
            await first.CancelAsync();
            return StandInReconciler.Done;
        };

        await app.Part<PullWorker>().RunOnceAsync(first.Token);

        (await app.Reconciler.NextAsync()).Key.Pull.Should().Be(20_000);
        app.Reconciler.Waiting.Should().Be(0);
    }

    [Fact]
    public async Task Scanned_pull_requests_make_progress_under_load()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        await app.Part<PullQueue>().MarkAsync(Seven, DateTimeOffset.UtcNow.AddHours(-1), WorkClass.Scan, default);
        for (var pull = 100; pull < 120; pull++)
            await app.Part<PullQueue>().MarkAsync(Seven with { Pull = pull }, DateTimeOffset.UtcNow, default);

        await app.Part<PullWorker>().RunOnceAsync(default);

        var seen = (await Leases(app, 21)).Select(lease => lease.Key.Pull).ToList();
        seen.IndexOf(7).Should().Be(7);
    }

    [Fact]
    public async Task Near_the_rate_limit_scanned_pull_requests_wait_and_pushes_do_not()
    {
        await using var app = await MarkedAsync();
        app.GitHub.Limit = (5000, 900, DateTimeOffset.UtcNow.AddMinutes(20));
        var installed = await app.Part<InstallationTokens>().GetClientAsync(6001, 4001, TokenScope.Read, default);
        await installed.Client.ListOpenPullsAsync(installed.Name, default);
        await app.Part<PullQueue>().MarkAsync(Seven with { Pull = 8 }, DateTimeOffset.UtcNow, WorkClass.Scan, default);

        await app.Part<PullWorker>().RunOnceAsync(default);
        var looked = (await Leases(app, 1)).Select(lease => lease.Key.Pull);
        var left = app.Reconciler.Waiting;
        // a push in the meantime
        await app.Part<PullQueue>().MarkAsync(Seven with { Pull = 8 }, DateTimeOffset.UtcNow, default);
        await app.Part<PullWorker>().RunOnceAsync(default);

        (looked.Single(), left, app.Reconciler.Waiting).Should().Be((7, 0, 1));
        (await app.Reconciler.NextAsync()).Should().BeEquivalentTo(new { Key = Seven with { Pull = 8 }, Attempt = 1 });
    }

    [Fact]
    public async Task Several_pull_requests_are_evaluated_concurrently_but_each_only_once_at_a_time()
    {
        await using var app = await RunningApp.StartAsync();
        var together = new TaskCompletionSource();
        var running = 0;
        app.Reconciler.Does = async (_, _) =>
        {
            if (Interlocked.Increment(ref running) == 3) together.SetResult();
            await together.Task;
            return StandInReconciler.Done;
        };

        foreach (var number in new[] { 1, 2, 3, 3 })
            await app.Http.SendAsync(WebhookRequest.Delivery("pull_request", WebhookRequest.PullRequest(number)));

        await together.Task.WaitAsync(TimeSpan.FromSeconds(30));
        (await Leases(app, 3)).Select(lease => lease.Key.Pull).Should().BeEquivalentTo([1, 2, 3]);
    }

    [Fact]
    public async Task A_stopping_program_finishes_its_current_work()
    {
        await using var app = await RunningApp.StartAsync();
        var (begun, finish, isDone) = (new TaskCompletionSource(), new TaskCompletionSource(), false);
        app.Reconciler.Does = async (_, _) =>
        {
            begun.SetResult();
            await finish.Task;
            isDone = true;
            return StandInReconciler.Done;
        };
        await app.Http.SendAsync(WebhookRequest.Delivery("pull_request", WebhookRequest.PullRequest(7)));
        await begun.Task;

        var stopping = app.StopAsync();
        finish.SetResult();
        await stopping;

        isDone.Should().BeTrue();
        (await app.ClaimDueAsync(from: TimeSpan.FromHours(1))).Should().BeEmpty();
    }

    private static async Task<IReadOnlyList<Lease>> Leases(RunningApp app, int count)
    {
        var leases = new List<Lease>();
        while (leases.Count < count) leases.Add(await app.Reconciler.NextAsync());
        return leases;
    }

    private static async Task<RunningApp> MarkedAsync()
    {
        var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        await app.Part<PullQueue>().MarkAsync(Seven, DateTimeOffset.UtcNow, default);
        return app;
    }
}
