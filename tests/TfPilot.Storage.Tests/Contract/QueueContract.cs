using System.Collections.Concurrent;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    [DatabaseFact]
    public async Task A_lease_names_everything_that_caused_the_work_since_the_last_one()
    {
        Correlation.Use(["a"]);
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        Correlation.Use(["b"]);
        await Queue.MarkForDeliveryAsync(Given.Pull, Given.Now, WorkClass.Event, default);
        Correlation.Use([]);
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var first = await ClaimedAsync(Given.Now);
        await Queue.CompleteAsync(first, default);
        Correlation.Use(["c"]);
        await Queue.MarkAsync(Given.Pull, Given.Now, default);

        var second = await ClaimedAsync(Given.Now);

        first.Traces.Should().Equal("a", "b");
        second.Traces.Should().Equal("c");
    }

    [DatabaseFact]
    public async Task The_traces_of_work_that_many_events_caused_are_limited()
    {
        for (var i = 0; i < 100; i++)
        {
            Correlation.Use([$"{Guid.NewGuid()}"]);
            await Queue.MarkAsync(Given.Pull, Given.Now, default);
        }

        (await ClaimedAsync(Given.Now)).Traces.Should().HaveCountLessThanOrEqualTo(Correlation.MaxIds)
            .And.EndWith(Correlation.Current);
    }

    [DatabaseFact]
    public async Task Many_marks_become_one_queue_entry()
    {
        foreach (var _ in Enumerable.Range(0, 20)) await Queue.MarkAsync(Given.Pull, Given.Now, default);

        var lease = await ClaimedAsync(Given.Now);
        var isDone = await Queue.CompleteAsync(lease, default);

        lease.Should().Be(new Lease(Given.Pull, 1, Given.Now + Given.LeaseDuration, 1));
        isDone.Should().BeTrue();
        (await Queue.ClaimAsync(Given.Now.AddDays(1), Given.LeaseDuration, default)).Should().BeNull();
    }

    [DatabaseFact]
    public async Task Concurrent_marks_leave_each_pull_request_at_its_earliest_time_and_highest_urgency()
    {
        var keys = Enumerable.Range(1, 5).Select(pull => Given.Pull with { Pull = pull }).ToList();
        var queue = Queue;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => queue.MarkForDeliveryAsync(
            keys[number % 5], Given.Now.AddSeconds(number), number < 100 ? WorkClass.FanOut : WorkClass.Event,
            default)));

        var leases = new List<Lease>();
        while (await queue.ClaimAsync(Given.Now.AddSeconds(4), Given.LeaseDuration, default) is { } lease)
            leases.Add(lease);
        leases.Select(lease => lease.Key).Should().Equal(keys);
        leases.Should().OnlyContain(lease => lease.Urgency == WorkClass.Event && lease.Attempt == 1);
    }

    [DatabaseFact]
    public async Task No_mark_is_lost_when_the_process_is_killed_after_completing_the_delivery()
    {
        var fresh = NewDatabase();
        var printed = Child.RunUntilKilled(lines: 300, "mark", fresh);

        await using var survivor = Given.Opened(fresh);
        var marked = await survivor.ReadAsync($"SELECT pull FROM pull_work WHERE due", row => row.Number(0), default);

        printed.Should().HaveCountGreaterThanOrEqualTo(300);
        printed.Select(int.Parse).Except(marked).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task Work_is_due_at_the_earliest_requested_time()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now.AddSeconds(9), default);
        await Queue.MarkAsync(Given.Pull, Given.Now.AddSeconds(3), default);
        await Queue.MarkAsync(Given.Pull, Given.Now.AddSeconds(5), default);

        var early = await Queue.ClaimAsync(Given.Now.AddSeconds(2), Given.LeaseDuration, default);
        var inTime = await Queue.ClaimAsync(Given.Now.AddSeconds(3), Given.LeaseDuration, default);

        early.Should().BeNull();
        inTime.Should().NotBeNull();
    }

    [DatabaseFact]
    public async Task A_mark_during_work_makes_it_due_again_and_completing_reports_it()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var first = await ClaimedAsync(Given.Now);

        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var meanwhile = await Queue.ClaimAsync(Given.Now, Given.LeaseDuration, default);
        var isDone = await Queue.CompleteAsync(first, default);
        var second = await ClaimedAsync(Given.Now);

        meanwhile.Should().BeNull();
        isDone.Should().BeFalse();
        second.Should().Be(first with { Fence = 2 });
    }

    [DatabaseFact]
    public async Task An_expired_lease_can_be_claimed_with_a_greater_fence()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var dead = await ClaimedAsync(Given.Now);

        var early = await Queue.ClaimAsync(dead.Until.AddMilliseconds(-1), Given.LeaseDuration, default);
        var successor = await ClaimedAsync(dead.Until);

        early.Should().BeNull();
        successor.Should().Be(new Lease(Given.Pull, 2, dead.Until + Given.LeaseDuration, 2));
    }

    [DatabaseFact]
    public async Task A_worker_that_lost_its_lease_changes_nothing_and_is_notified()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var lost = await ClaimedAsync(Given.Now);
        var successor = await ClaimedAsync(lost.Until);

        var answers = new[]
        {
            await Queue.CompleteAsync(lost, default),
            await Queue.RetryAsync(lost, "late", Given.Now, default),
            await Queue.ParkAsync(lost, "late", default),
            await Pulls.SaveAsync(Given.Check(), lost.Fence, default),
        };

        answers.Should().AllBeEquivalentTo(false);
        (await Pulls.ChecksAsync(Given.Pull, Given.Check().Head, default)).Should().BeEmpty();
        (await Queue.CompleteAsync(successor, default)).Should().BeTrue();
    }

    [DatabaseFact]
    public async Task No_mark_shortens_a_retry_delay()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var first = await ClaimedAsync(Given.Now);

        var isMine = await Queue.RetryAsync(first, "GitHub asks to wait", Given.Now.AddMinutes(5), default);
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var early = await Queue.ClaimAsync(Given.Now.AddMinutes(4), Given.LeaseDuration, default);
        var second = await ClaimedAsync(Given.Now.AddMinutes(5));

        isMine.Should().BeTrue();
        early.Should().BeNull();
        second.Attempt.Should().Be(2);
    }

    [DatabaseFact]
    public async Task Successful_work_resets_its_failed_attempts()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        await Queue.RetryAsync(await ClaimedAsync(Given.Now), "no answer", Given.Now, default);
        await Queue.CompleteAsync(await ClaimedAsync(Given.Now), default);

        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var next = await ClaimedAsync(Given.Now);

        next.Attempt.Should().Be(1);
    }

    [DatabaseFact]
    public async Task The_last_failed_attempt_dead_letters_the_work_until_a_new_event()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        foreach (var _ in Enumerable.Range(0, PullQueue.MaxAttempts))
        {
            await Queue.RetryAsync(await ClaimedAsync(Given.Now), "the settings crash us", Given.Now, default);
        }

        var parked = await Queue.DeadLettersAsync(Given.Pull.Installation, default);
        var asleep = await Queue.ClaimAsync(Given.Now.AddDays(1), Given.LeaseDuration, default);
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var awake = await ClaimedAsync(Given.Now);

        parked.Should()
            .Equal(new DeadLetterPull(Given.Pull, "the settings crash us", PullQueue.MaxAttempts, Given.Now));
        asleep.Should().BeNull();
        awake.Attempt.Should().Be(1);
        (await Queue.DeadLettersAsync(Given.Pull.Installation, default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task Work_that_stops_every_worker_is_dead_lettered()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var leases = new List<Lease?>();
        for (var at = Given.Now; leases.Count <= PullQueue.MaxAttempts + 1; at += Given.LeaseDuration)
            leases.Add(await Queue.ClaimAsync(at, Given.LeaseDuration, default));

        var parked = await Queue.DeadLettersAsync(Given.Pull.Installation, default);

        leases.Last().Should().BeNull();
        leases.SkipLast(1).Should().NotContainNulls();
        leases[^2]!.Attempt.Should()
            .Be(PullQueue.MaxAttempts + 1, "after the last attempt, one more lease only moves it to the dead letters");
        parked.Should().ContainSingle().Which.Reason.Should().Be("tried 8 times; each worker stopped without a result");
    }

    [DatabaseFact]
    public async Task Work_marked_before_it_was_dead_lettered_is_due_at_once()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var lease = await ClaimedAsync(Given.Now);

        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        await Queue.ParkAsync(lease, "broken settings", default);
        var next = await ClaimedAsync(Given.Now);

        next.Attempt.Should().Be(1);
        (await Queue.DeadLettersAsync(Given.Pull.Installation, default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task Eight_workers_claim_every_pull_request_exactly_once()
    {
        var keys = Enumerable.Range(1, 500).Select(pull => Given.Pull with { Pull = pull }).ToList();
        await Parallel.ForEachAsync(keys, async (key, ct) => await Queue.MarkAsync(key, Given.Now, ct));
        var worked = new ConcurrentBag<PullKey>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (await Queue.ClaimAsync(Given.Now, Given.LeaseDuration, default) is { } lease)
            {
                worked.Add(lease.Key);
                await Queue.CompleteAsync(lease, default);
            }
        })));

        worked.Should().BeEquivalentTo(keys);
    }

    [DatabaseFact]
    public async Task A_pull_request_is_never_worked_on_twice_at_a_time_and_its_last_mark_is_processed()
    {
        var keys = Enumerable.Range(1, 5).Select(pull => Given.Pull with { Pull = pull }).ToList();
        var (marked, seen, busy, overlaps) = (new int[6], new int[6], new int[6], 0);

        var marking = Parallel.ForEachAsync(Enumerable.Range(0, 300), async (at, ct) =>
        {
            Interlocked.Increment(ref marked[keys[at % 5].Pull]);
            await Queue.MarkAsync(keys[at % 5], Given.Now, ct);
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!marking.IsCompleted
                || await Queue.ClaimAsync(Given.Now, Given.LeaseDuration, default) is { } last && await WorkAsync(last))
            {
                if (await Queue.ClaimAsync(Given.Now, Given.LeaseDuration, default) is { } lease)
                    await WorkAsync(lease);
            }
        })));

        overlaps.Should().Be(0);
        seen.Should().Equal(marked);

        async Task<bool> WorkAsync(Lease lease)
        {
            var pull = lease.Key.Pull;
            if (Interlocked.Increment(ref busy[pull]) > 1) Interlocked.Increment(ref overlaps);
            seen[pull] = Volatile.Read(ref marked[pull]);
            Interlocked.Decrement(ref busy[pull]);
            await Queue.CompleteAsync(lease, default);
            return true;
        }
    }
}
