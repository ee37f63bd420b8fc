using TfPilot.App.Tests.Host;
using TfPilot.App.Work;
using TfPilot.GitHub;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Work;

public sealed class PullWorkerTests
{
    private static readonly PullKey Seven = new(6001, 4001, 7);

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // gone: nobody comes back to it either
    public async Task What_is_done_is_done(bool isThere)
    {
        await using var app = await MarkedAsync();
        app.Reconciler.Does = (_, _) => Task.FromResult<ReconcileResult>(isThere ? new ReconcileResult.Done() : new ReconcileResult.Gone());

        var count = await app.Part<PullWorker>().DrainAsync(default);

        count.Should().Be(1);
        (await app.TakeMarksAsync(from: TimeSpan.FromHours(1))).Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_marked_while_it_is_looked_at_is_looked_at_again()
    {
        await using var app = await MarkedAsync();
        app.Reconciler.Does = async (lease, ct) =>
        {
            if (app.Reconciler.Waiting == 1) await app.Part<PullQueue>().MarkAsync(lease.Key, DateTimeOffset.UtcNow, ct);
            return new ReconcileResult.Done();
        };

        var count = await app.Part<PullWorker>().DrainAsync(default);

        count.Should().Be(2);
    }

    [Theory]
    [InlineData(RefusalKind.Unavailable, null, 5)]
    [InlineData(RefusalKind.NotSignedIn, null, 5)]
    [InlineData(RefusalKind.NotFound, null, 5)]
    [InlineData(RefusalKind.RateLimited, 600, 600)] // as GitHub asks
    [InlineData(null, null, 5)] // a mistake of ours
    public async Task What_may_work_later_is_tried_later(RefusalKind? kind, int? wait, int due)
    {
        await using var app = await MarkedAsync();
        app.Reconciler.Does = (_, _) => throw (kind is { } refusal
            ? new GitHubException(refusal, "no") { Wait = wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null }
            : new InvalidOperationException("a mistake"));

        await app.Part<PullWorker>().DrainAsync(default);

        (await app.TakeMarksAsync(from: TimeSpan.FromSeconds(due - 4))).Should().BeEmpty();
        (await app.TakeMarksAsync(from: TimeSpan.FromSeconds(due))).Should().Equal(Seven);
    }

    [Theory]
    [InlineData(RefusalKind.Invalid)]
    [InlineData(RefusalKind.NotPermitted)]
    [InlineData(RefusalKind.SwitchedOff)]
    public async Task What_no_repetition_mends_is_parked_with_its_reason(RefusalKind kind)
    {
        await using var app = await MarkedAsync();
        app.Reconciler.Does = (_, _) => throw new GitHubException(kind, "the reason");

        await app.Part<PullWorker>().DrainAsync(default);

        (await app.Part<PullQueue>().ParkedAsync(6001, default)).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Key = Seven, Reason = "the reason" });
    }

    [Fact]
    public async Task What_never_works_is_parked_in_the_end()
    {
        await using var app = await MarkedAsync();
        app.Reconciler.Does = (_, _) => throw new GitHubException(RefusalKind.Unavailable, "disturbed") { Wait = TimeSpan.Zero };

        var count = await app.Part<PullWorker>().DrainAsync(default);

        count.Should().Be(PullQueue.MostAttempts);
        (await app.Part<PullQueue>().ParkedAsync(6001, default)).Should().ContainSingle().Which.Reason.Should().Be("disturbed");
    }

    [Fact]
    public async Task Several_are_looked_at_at_once_but_none_twice_at_a_time()
    {
        await using var app = await RunningApp.StartAsync();
        var together = new TaskCompletionSource();
        var running = 0;
        app.Reconciler.Does = async (_, _) =>
        {
            if (Interlocked.Increment(ref running) == 3) together.SetResult();
            await together.Task;
            return new ReconcileResult.Done();
        };

        foreach (var number in new[] { 1, 2, 3, 3 }) await app.Http.SendAsync(Posted.Delivery("pull_request", Posted.PullRequest(number)));

        await together.Task.WaitAsync(TimeSpan.FromSeconds(30));
        (await Leases(app, 3)).Select(lease => lease.Key.Pull).Should().BeEquivalentTo([1, 2, 3]);
    }

    [Fact]
    public async Task A_program_that_ends_finishes_what_it_has_begun()
    {
        await using var app = await RunningApp.StartAsync();
        var (begun, finish, isDone) = (new TaskCompletionSource(), new TaskCompletionSource(), false);
        app.Reconciler.Does = async (_, _) =>
        {
            begun.SetResult();
            await finish.Task;
            isDone = true;
            return new ReconcileResult.Done();
        };
        await app.Http.SendAsync(Posted.Delivery("pull_request", Posted.PullRequest(7)));
        await begun.Task;

        var stopping = app.StopAsync();
        finish.SetResult();
        await stopping;

        isDone.Should().BeTrue();
        (await app.TakeMarksAsync(from: TimeSpan.FromHours(1))).Should().BeEmpty();
    }

    private static async Task<IReadOnlyList<Lease>> Leases(RunningApp app, int count)
    {
        var leases = new List<Lease>();
        while (leases.Count < count) leases.Add(await app.Reconciler.NextAsync());
        return leases;
    }

    private static async Task<RunningApp> MarkedAsync()
    {
        var app = await RunningApp.StartAsync(Parts.WithoutWork);
        await app.Part<PullQueue>().MarkAsync(Seven, DateTimeOffset.UtcNow, default);
        return app;
    }
}
