using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.App.Tests.Host;
using TfPilot.Core.Basics;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Jobs;

public sealed class ComputeBudgetTests
{
    private static readonly ComputeLimits Small = new(TimeSpan.FromMilliseconds(200), 64L << 20);

    [Fact]
    public async Task A_computation_over_its_time_limit_is_stopped()
    {
        var work = () => ComputeBudget.RunAsync(Small with { Bytes = long.MaxValue }, ForeverAsync, default);

        await work.Should().ThrowAsync<WorkBudgetException>().WithMessage("it needs more than 0 s of computing*");
    }

    [Fact]
    public async Task A_computation_over_its_memory_limit_is_stopped()
    {
        var kept = new List<byte[]>();
        var work = () => ComputeBudget.RunAsync(
            Small with { Time = TimeSpan.FromMinutes(1) }, () => GrowAsync(kept), default);

        await work.Should().ThrowAsync<WorkBudgetException>().WithMessage("it needs more than 64 MiB of memory*");
        kept.Sum(bytes => (long)bytes.Length).Should().BeLessThan(80L << 20);
    }

    [Fact]
    public async Task Waiting_does_not_count_and_the_thread_has_no_budget_afterwards()
    {
        await ComputeBudget.RunAsync(Small, async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(400));
            for (var i = 0; i < 1_000; i++) WorkBudget.Spend();
            return true;
        }, default);

        var end = Environment.TickCount64 + 400;
        while (Environment.TickCount64 < end) WorkBudget.Spend();
    }

    [Fact]
    public async Task A_canceled_computation_stops()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var work = () => ComputeBudget.RunAsync(ComputeBudget.ForPull, ForeverAsync, soon.Token);

        await work.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_pull_request_over_its_budget_is_dead_lettered_with_the_reason_and_the_next_is_decided()
    {
        var (seven, eight) = (new PullKey(6001, 4001, 7), new PullKey(6001, 4001, 8));
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        foreach (var key in new[] { seven, eight })
            await app.Part<PullQueue>().MarkAsync(key, DateTimeOffset.UtcNow, default);
        app.Reconciler.Does = (lease, _) => lease.Key == seven
            ? ComputeBudget.RunAsync(Small, ForeverAsync, default)
            .ContinueWith<ReconcileResult>(done => throw done.Exception!.InnerException!, TaskScheduler.Default)
            : Task.FromResult(StandInReconciler.Done);

        await app.Part<PullWorker>().RunOnceAsync(default);

        (await app.Part<PullQueue>().DeadLettersAsync(6001, default)).Should().ContainSingle().Which.Should()
            .Match<DeadLetterPull>(parked => parked.Key == seven && parked.Reason.StartsWith("it needs more than"));
        (await app.ClaimDueAsync(from: TimeSpan.FromHours(1))).Should().BeEmpty();
    }

    private static async Task<bool> ForeverAsync()
    {
        await Task.Yield();
        while (true) new PathGlob("**/a/**").Matches("a/b/c");
    }

    private static async Task<bool> GrowAsync(List<byte[]> kept)
    {
        await Task.Yield();
        while (true)
        {
            kept.Add(new byte[64 * 1024]);
            WorkBudget.Spend();
        }
    }
}
