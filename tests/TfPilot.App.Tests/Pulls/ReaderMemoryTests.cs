using TfPilot.App.Pulls;

namespace TfPilot.App.Tests.Pulls;

/// <summary>All readers of evidence share one memory budget.</summary>
public sealed class ReaderMemoryTests
{
    [Fact]
    public async Task A_reservation_that_does_not_fit_waits_for_a_release()
    {
        var memory = new ReaderMemory(100);
        var first = await memory.ReserveAsync(60, default);

        var second = memory.ReserveAsync(60, default);
        var before = second.IsCompleted;
        first.Dispose();

        before.Should().BeFalse();
        (await second).Dispose();
    }

    [Fact]
    public async Task Reservations_are_served_in_order_and_capped_at_the_total()
    {
        var memory = new ReaderMemory(100);
        var first = await memory.ReserveAsync(60, default);
        var large = memory.ReserveAsync(1_000, default);
        var small = memory.ReserveAsync(10, default);

        first.Dispose();

        (await large).Should().NotBeNull();
        small.IsCompleted.Should().BeFalse();
        (await large).Dispose();
        (await small).Dispose();
    }

    [Fact]
    public async Task A_canceled_reservation_unblocks_the_next_and_a_double_release_counts_once()
    {
        var memory = new ReaderMemory(100);
        var first = await memory.ReserveAsync(60, default);
        using var end = new CancellationTokenSource();
        var large = memory.ReserveAsync(100, end.Token);
        var small = memory.ReserveAsync(40, default);

        await end.CancelAsync();
        var held = await small;
        first.Dispose();
        first.Dispose();
        var last = memory.ReserveAsync(100, default);

        await ((Func<Task>)(() => large)).Should().ThrowAsync<OperationCanceledException>();
        last.IsCompleted.Should().BeFalse();
        held.Dispose();
        (await last).Dispose();
    }

    [Fact]
    public async Task The_reserved_memory_never_exceeds_the_total()
    {
        var (memory, held, most) = (new ReaderMemory(100), 0L, 0L);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var bytes = (i * 37 % 90) + 1;
            using var share = await memory.ReserveAsync(bytes, default);
            var now = Interlocked.Add(ref held, bytes);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Add(ref held, -bytes);
        }));

        most.Should().BeInRange(1, 100);
    }

    [Fact]
    public async Task Evaluations_that_extend_their_reservation_do_not_deadlock()
    {
        using var memory = new ReaderMemory(100);
        var (first, second) = (await memory.ReserveAsync(50, default), await memory.ReserveAsync(50, default));

        var ahead = memory.ReserveMoreAsync(first, 50, default);
        var behind = memory.ReserveMoreAsync(second, 50, default);
        var (aheadHas, behindHas) = (ahead.IsCompleted, behind.IsCompleted);
        var again = await memory.ReserveMoreAsync(first, 80, default);
        foreach (var share in new[] { again, await ahead, first }) share.Dispose();

        (aheadHas, behindHas)
            .Should().Be((true, false), "only one evaluation at a time may exceed the remaining memory");
        (await behind).Dispose();
        second.Dispose();
        memory.ReserveAsync(100, default).IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task An_evaluation_releases_the_memory_of_its_evidence()
    {
        await using var bench = await PullBench.PlannedAsync();

        for (var i = 0; i < 3; i++) await bench.RunAsync();
        await bench.Commands.HandleAsync(PullBench.Key(),
            new(bench.Repository.AddComment(7, GitHub.Tests.Fake.FakePeople.Bob, "/tfpilot status").Id), default);

        bench.Memory.ReserveAsync(ReaderMemory.SharedBytes, default).IsCompletedSuccessfully.Should().BeTrue();
    }

    private static void InterlockedMax(ref long most, long now)
    {
        long before;
        while ((before = Volatile.Read(ref most)) < now) Interlocked.CompareExchange(ref most, now, before);
    }
}
