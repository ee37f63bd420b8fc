using System.Collections.Concurrent;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    [DatabaseFact]
    public async Task A_delivery_is_read_as_GitHub_sent_it()
    {
        var delivery = Given.Delivery(payload: "{\"title\":\"Ä\\u0000\0\r\n\"}");

        var isNew = await Inbox.AddAsync(delivery, default);
        var claimed = await Inbox.ClaimAsync(10, Given.Now, default);

        isNew.Should().BeTrue();
        claimed.Should().ContainSingle().Which.Should().BeEquivalentTo(delivery);
    }

    [DatabaseFact]
    public async Task A_known_delivery_is_reported_and_not_replaced()
    {
        var first = Given.Delivery(payload: "first");
        await Inbox.AddAsync(first, default);

        var isNew = await Inbox.AddAsync(first with { Payload = "again"u8.ToArray() }, default);
        var claimed = await Inbox.ClaimAsync(10, Given.Now, default);

        isNew.Should().BeFalse();
        claimed.Should().ContainSingle().Which.Payload.Should().Equal(first.Payload);
    }

    [DatabaseFact]
    public async Task Of_concurrent_duplicates_of_a_delivery_one_is_new()
    {
        var deliveries = Enumerable.Range(0, 40)
            .Select(at => Given.Delivery(at % 4) with { Id = new Guid(at % 4, 0, 0, new byte[8]) });

        var areNew = await Task.WhenAll(deliveries.Select(delivery => Inbox.AddAsync(delivery, default)));

        areNew.Count(isNew => isNew).Should().Be(4);
        (await Inbox.ClaimAsync(50, Given.Now, default)).Should().HaveCount(4);
    }

    [DatabaseFact]
    public async Task A_delivery_that_cannot_be_stored_does_not_affect_the_others()
    {
        var adding = Enumerable.Range(0, 20)
            .Select(at => Inbox.AddAsync(Given.Delivery(at) with { Event = at == 7 ? null! : "push" }, default))
            .ToList();

        await Task.WhenAll(adding).ContinueWith(_ => { }, TaskScheduler.Default);

        adding.Where(one => one.IsFaulted).Should().ContainSingle().Which.Should().BeSameAs(adding[7]);
        (await Inbox.ClaimAsync(50, Given.Now, default)).Should().HaveCount(19);
    }

    [DatabaseFact]
    public async Task The_oldest_deliveries_are_claimed_first()
    {
        var deliveries = new[] { 3, 1, 2 }.Select(seconds => Given.Delivery(seconds)).ToList();
        foreach (var delivery in deliveries) await Inbox.AddAsync(delivery, default);

        var claimed = await Inbox.ClaimAsync(2, Given.Now, default);

        claimed.Select(delivery => delivery.Received).Should().Equal(Given.Now.AddSeconds(1), Given.Now.AddSeconds(2));
    }

    [DatabaseFact]
    public async Task A_claim_is_limited_to_the_memory_of_one_worker()
    {
        foreach (var (seconds, bytes) in new[] { (1, Inbox.MaxBytes / 4 * 3), (2, Inbox.MaxBytes / 2),
            (3, Inbox.MaxBytes / 2), (4, 1), (5, 1) })
        {
            await Inbox.AddAsync(Given.Delivery(seconds) with { Payload = new byte[bytes] }, default);
        }

        var claims = new List<string>();
        while (await Inbox.ClaimAsync(100, Given.Now, default) is { Count: > 0 } claimed) claims.Add(
            string.Join(' ', claimed.Select(delivery => (delivery.Received - Given.Now).TotalSeconds)));

        claims.Should().Equal("1", "2 3", "4 5");
    }

    [DatabaseFact]
    public async Task A_claimed_delivery_is_claimed_again_after_its_lease_expires_unless_completed()
    {
        var (done, left) = (Given.Delivery(), Given.Delivery());
        await Inbox.AddAsync(done, default);
        await Inbox.AddAsync(left, default);
        await Inbox.ClaimAsync(10, Given.Now, default);

        await Inbox.CompleteAsync([done.Id], default);
        var early = await Inbox.ClaimAsync(10, Given.Now + Inbox.ClaimTimeout - TimeSpan.FromMilliseconds(1), default);
        var later = await Inbox.ClaimAsync(10, Given.Now + Inbox.ClaimTimeout, default);

        early.Should().BeEmpty();
        later.Select(delivery => delivery.Id).Should().Equal(left.Id);
    }

    [DatabaseFact]
    public async Task A_delivery_to_retry_is_claimed_again_at_its_time()
    {
        var delivery = Given.Delivery();
        await Inbox.AddAsync(delivery, default);
        await Inbox.ClaimAsync(10, Given.Now, default);

        await Inbox.RetryAsync(delivery.Id, Given.Now.AddHours(1), default);
        var early = await Inbox.ClaimAsync(10, Given.Now.AddHours(1).AddMilliseconds(-1), default);
        var later = await Inbox.ClaimAsync(10, Given.Now.AddHours(1), default);

        early.Should().BeEmpty();
        later.Select(claimed => claimed.Id).Should().Equal(delivery.Id);
    }

    [DatabaseFact]
    public async Task A_completed_delivery_stays_known()
    {
        var delivery = Given.Delivery();
        await Inbox.AddAsync(delivery, default);
        await Inbox.CompleteAsync([delivery.Id], default);

        var isNew = await Inbox.AddAsync(delivery, default);

        isNew.Should().BeFalse();
        (await Inbox.ClaimAsync(10, Given.Now.AddDays(1), default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task A_delivery_that_stops_every_worker_is_dead_lettered()
    {
        var poison = Given.Delivery();
        await Inbox.AddAsync(poison, default);

        var claims = new List<int>();
        for (var at = Given.Now; claims.Count <= Inbox.MaxAttempts; at += Inbox.ClaimTimeout)
            claims.Add((await Inbox.ClaimAsync(10, at, default)).Count);
        var parked = await Inbox.DeadLettersAsync(default);

        claims.Should().Equal(1, 1, 1, 1, 1, 0);
        parked.Should()
            .Equal(
                new DeadLetterDelivery(
                    poison.Id, "pull_request", "claimed 5 times and never finished", poison.Received));
    }

    [DatabaseFact]
    public async Task A_dead_lettered_delivery_has_its_reason_and_is_not_claimed()
    {
        var broken = Given.Delivery();
        await Inbox.AddAsync(broken, default);

        await Inbox.ParkAsync(broken.Id, "no JSON", default);

        (await Inbox.DeadLettersAsync(default)).Should().ContainSingle().Which.Reason.Should().Be("no JSON");
        (await Inbox.ClaimAsync(10, Given.Now.AddDays(1), default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task A_NUL_character_in_a_reason_is_replaced()
    {
        var broken = Given.Delivery();
        await Inbox.AddAsync(broken, default);

        await Inbox.ParkAsync(broken.Id, "a\0b", default);

        (await Inbox.DeadLettersAsync(default)).Should().ContainSingle().Which.Reason.Should().Be("a\uFFFDb");
    }

    [DatabaseFact]
    public async Task Eight_workers_claim_every_delivery_exactly_once()
    {
        var ids = Enumerable.Range(0, 500).Select(_ => Given.Delivery()).ToList();
        await Parallel.ForEachAsync(ids, async (delivery, ct) => await Inbox.AddAsync(delivery, ct));
        var worked = new ConcurrentBag<Guid>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (await Inbox.ClaimAsync(7, Given.Now, default) is { Count: > 0 } claimed)
            {
                foreach (var delivery in claimed) worked.Add(delivery.Id);
                await Inbox.CompleteAsync(claimed.Select(delivery => delivery.Id), default);
            }
        })));

        worked.Should().BeEquivalentTo(ids.Select(delivery => delivery.Id));
    }

    [DatabaseFact]
    public async Task More_deliveries_than_one_statement_allows_are_completed_at_once()
    {
        var ids = Enumerable.Range(0, 1100).Select(_ => Guid.NewGuid()).ToList();
        var last = Given.Delivery();
        await Inbox.AddAsync(last, default);

        await Inbox.CompleteAsync(ids.Append(last.Id), default);

        (await Inbox.ClaimAsync(10, Given.Now, default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task No_acknowledged_delivery_is_lost_when_the_process_is_killed()
    {
        var fresh = NewDatabase();
        var acknowledged = Child.RunUntilKilled(lines: 300, "write", fresh);

        await using var survivor = Given.Opened(fresh);
        var kept = await new Inbox(survivor).ClaimAsync(int.MaxValue, Given.Now, default);

        acknowledged.Should().HaveCountGreaterThanOrEqualTo(300);
        acknowledged.Except(kept.Select(delivery => delivery.Id.ToString())).Should().BeEmpty();
    }
}
