namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    [DatabaseFact]
    public async Task The_same_document_is_stored_once()
    {
        var first = await EvidenceStore.AddAsync(Given.Evidence(), default);
        var again = await EvidenceStore.AddAsync(Given.Evidence() with { Received = Given.Now.AddHours(1) }, default);

        var kept = await EvidenceStore.ListAsync(Given.Pull, Given.Evidence().Head, Given.Evidence().Base, default)
            .ToListAsync();

        (first, again).Should().Be((EvidenceResult.Added, EvidenceResult.Same));
        kept.Should().ContainSingle().Which.Should().BeEquivalentTo(Given.Evidence());
    }

    [DatabaseFact]
    public async Task A_different_document_for_the_same_attempt_makes_the_first_untrusted()
    {
        await EvidenceStore.AddAsync(Given.Evidence(), default);

        var answer = await EvidenceStore.AddAsync(Given.Evidence(facts: "forged"), default);
        var kept = await EvidenceStore.ListAsync(Given.Pull, Given.Evidence().Head, Given.Evidence().Base, default)
            .ToListAsync();

        answer.Should().Be(EvidenceResult.Contradictory);
        kept.Should().ContainSingle().Which.Should().BeEquivalentTo(
            Given.Evidence() with
            {
                Trusted = false,
                DistrustReason = "two different documents arrived for this run and attempt"
            });
    }

    [DatabaseFact]
    public async Task The_states_that_trusted_jobs_planned_are_listed_newest_first()
    {
        var row = Given.Evidence();
        var (newer, several) = (row with { Run = 20, Base = new('8', 40) }, row with { Head = new('7', 40) });
        EvidenceRow[] stored =
        [
            row, newer with { Received = Given.Now.AddHours(1) }, several with { Run = 22 },
            several with { Run = 23, Planned = new('2', 40), Received = Given.Now.AddHours(2) },
            row with { Run = 24, Base = new('9', 40), Trusted = false, DistrustReason = "not trusted" },
            row with { Run = 25, Head = row.Base }, // a merge queue group
            row with { Run = 26, Key = Given.Pull with { Pull = 99 }, Head = new('6', 40) },
        ];
        foreach (var one in stored) await EvidenceStore.AddAsync(one, default);
        Task<IReadOnlyList<PlannedState>> ListAsync(string head, string @base, int limit = 10) =>
            EvidenceStore.OtherStatesAsync(Given.Pull, head, (@base, @base), limit, default);

        var other = new string('f', 40);
        PlannedState[] all =
            [new(several.Head, row.Base, null), new(row.Head, newer.Base, row.Planned),
                new(row.Head, row.Base, row.Planned)];
        (await ListAsync(other, row.Base)).Should().Equal(all);
        (await ListAsync(row.Head, other)).Should().Equal(all);
        (await ListAsync(other, row.Base, limit: 1)).Should().Equal(all[0]);
        (await ListAsync(row.Head, newer.Base)).Should().BeEmpty("that state has evidence");
        (await ListAsync(row.Head, new('9', 40))).Should().Equal(all, "untrusted evidence has no effect");
    }

    [DatabaseFact]
    public async Task The_oldest_heads_are_evicted_and_one_head_has_a_size_limit()
    {
        var half = new byte[EvidenceStore.MaxBytesPerPull / 2];
        string[] heads = [new('c', 40), new('d', 40), new('e', 40)];
        var answers = new List<EvidenceResult>();
        for (var i = 0; i < heads.Length; i++)
        {
            var row = Given.Evidence(
                run: 20 + i) with
            { Head = heads[i], Facts = half, Received = Given.Now.AddMinutes(i) };
            answers.Add(await EvidenceStore.AddAsync(row, default));
        }

        var more = Given.Evidence(run: 30) with { Head = heads[2], Facts = half, Received = Given.Now.AddHours(1) };
        answers.Add(await EvidenceStore.AddAsync(more, default));
        answers.Add(await EvidenceStore.AddAsync(more with { Run = 31 }, default));

        answers.Should()
            .Equal(EvidenceResult.Added, EvidenceResult.Added, EvidenceResult.Added, EvidenceResult.Added,
                EvidenceResult.Full);
        (await EvidenceStore.ReceivedAsync(Given.Pull, default)).Select(row => row.Run).Should().Equal(22, 30);
    }

    [DatabaseFact]
    public async Task Unpacked_sizes_are_summed_up_and_an_unknown_size_counts_as_large()
    {
        await EvidenceStore.AddAsync(Given.Evidence(run: 7) with { Size = 1_000 }, default);
        await EvidenceStore.AddAsync(Given.Evidence(run: 8), default);

        (await EvidenceStore.SizeAsync(Given.Pull, Given.Evidence().Head, 50_000, default)).Should().Be(51_000);
        (await EvidenceStore.SizeAsync(Given.Pull with { Pull = 99 }, Given.Evidence().Head, 50_000, default)).Should()
            .Be(0);
    }

    [DatabaseFact]
    public async Task Recent_trusted_evidence_of_closed_pull_requests_is_listed()
    {
        EvidenceRow Of(int pull, long run, int attempt = 1) =>
            Given.Evidence(run, attempt) with { Key = Given.Pull with { Pull = pull } };
        foreach (var row in new[]
        {
            Of(1, 10), Of(1, 10, attempt: 2), Of(1, 11) with { Trusted = false, DistrustReason = "nobody knows it" },
            Of(2, 12) with { Size = 9 }, Of(3, 13),
            Of(4, 14) with { Received = Given.Now.AddDays(-1) }, Of(5, 15) with { Key = new(11, 23, 5) },
        }) await EvidenceStore.AddAsync(row, default);
        await EvidenceStore.AddAsync(
            Given.Evidence(run: 12, facts: "forged") with { Key = Given.Pull with { Pull = 2 } }, default);
        foreach (var pull in new[] { 1, 2, 4 })
            await EvidenceStore.MarkClosedAsync(Given.Pull with { Pull = pull }, Given.Now, default);
        await EvidenceStore.MarkClosedAsync(new(11, 23, 5), Given.Now, default);

        var found = await EvidenceStore.ClosedSinceAsync(11, 22, Given.Now, 10, default);
        var first = await EvidenceStore.ClosedSinceAsync(11, 22, Given.Now, 1, default);
        var later = await EvidenceStore.ClosedSinceAsync(11, 22, Given.Now.AddSeconds(1), 10, default);

        found.Should().Equal(
            new ClosedEvidence(Given.Pull with { Pull = 2 }, Given.Evidence().Head, 12, 1, Given.Now, 9),
            new ClosedEvidence(Given.Pull with { Pull = 1 }, Given.Evidence().Head, 10, 2, Given.Now, 0));
        first.Should().Equal(found[0]);
        later.Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task Evidence_of_a_reopened_pull_request_does_not_expire()
    {
        var (reopened, other) = (Given.Pull with { Pull = 1 }, Given.Pull with { Pull = 2 });
        foreach (var (key, run) in new[] { (reopened, 10L), (reopened, 11L),
            (other, 12L) }) await EvidenceStore.AddAsync(Given.Evidence(run) with { Key = key }, default);
        foreach (var key in new[] { reopened, other }) await EvidenceStore.MarkClosedAsync(key, Given.Now, default);

        await EvidenceStore.MarkOpenAsync(reopened, default);
        await EvidenceStore.MarkOpenAsync(reopened, default);
        await EvidenceStore.MarkOpenAsync(Given.Pull with { Pull = 3 }, default);
        var closed = await EvidenceStore.ClosedSinceAsync(11, 22, DateTimeOffset.UnixEpoch, 10, default);
        var quiet = await EvidenceStore.ListInactiveAsync(Given.Now.AddDays(1), default, 5, default);
        await EvidenceStore.MarkClosedAsync(reopened, Given.Now.AddDays(9), default);
        var again = await EvidenceStore.ClosedSinceAsync(11, 22, DateTimeOffset.UnixEpoch, 10, default);

        closed.Select(row => row.Key).Should().Equal(other);
        quiet.Should().Equal(reopened);
        again.Select(row => row.Key.Pull).Distinct().Should().BeEquivalentTo([1, 2]);
    }

    [DatabaseFact]
    public async Task Inactive_pull_requests_are_listed_in_pages_until_they_are_closed()
    {
        foreach (var pull in new[] { 1, 2, 3 })
            await EvidenceStore.AddAsync(
                Given.Evidence(run: pull) with
                {
                    Key = Given.Pull with { Pull = pull },
                    Received = Given.Now.AddDays(pull)
                }, default);
        await EvidenceStore.MarkClosedAsync(Given.Pull with { Pull = 1 }, Given.Now, default);

        var first = await EvidenceStore.ListInactiveAsync(Given.Now.AddDays(3), default, 1, default);
        var next = await EvidenceStore.ListInactiveAsync(Given.Now.AddDays(3), first[^1], 5, default);

        first.Concat(next).Select(key => key.Pull).Should().Equal(2, 3);
    }

    [DatabaseFact]
    public async Task The_same_document_for_another_head_is_contradictory()
    {
        await EvidenceStore.AddAsync(Given.Evidence(), default);

        var answer = await EvidenceStore.AddAsync(Given.Evidence() with { Head = new string('c', 40) }, default);

        answer.Should().Be(EvidenceResult.Contradictory);
    }

    [DatabaseFact]
    public async Task Evidence_is_ordered_trusted_first_then_newest_run_with_its_latest_attempt()
    {
        var wanted = Given.Evidence();
        foreach (var (run, attempt) in new[] { (7, 2), (8, 1), (7, 1) }) await EvidenceStore.AddAsync(
            Given.Evidence(run, attempt), default);
        await EvidenceStore.AddAsync(Given.Evidence(run: 11) with { Trusted = false, DistrustReason = "no" }, default);
        await EvidenceStore.AddAsync(Given.Evidence(run: 9) with { Head = new string('c', 40) }, default);
        await EvidenceStore.AddAsync(Given.Evidence(run: 7, attempt: 3) with { Base = new string('c', 40) }, default);

        var found = await EvidenceStore.ListAsync(Given.Pull, wanted.Head, wanted.Base, default).ToListAsync();

        found.Select(row => (row.Run, row.Attempt)).Should().Equal((8, 1), (7, 2), (11, 1));
    }

    [DatabaseFact]
    public async Task Untrusted_evidence_is_stored_with_its_reason()
    {
        var untrusted = Given.Evidence() with { Trusted = false, DistrustReason = "its workflow is not on the list" };

        await EvidenceStore.AddAsync(untrusted, default);
        var found = await EvidenceStore.ListAsync(Given.Pull, untrusted.Head, untrusted.Base, default).ToListAsync();

        found.Should().ContainSingle().Which.Should().BeEquivalentTo(untrusted);
    }

    [DatabaseFact]
    public async Task Untrusted_evidence_does_not_affect_trusted_evidence_and_is_replaced_by_it()
    {
        var (trusted, foreign) = (Given.Evidence(facts: "true"),
            Given.Evidence(facts: "false") with { Trusted = false, DistrustReason = "nobody we know" });

        var before = new[] { await EvidenceStore.AddAsync(foreign, default),
            await EvidenceStore.AddAsync(trusted, default) };
        var after = await EvidenceStore.AddAsync(foreign, default);

        before.Should().Equal(EvidenceResult.Added, EvidenceResult.Added);
        after.Should().Be(EvidenceResult.Outranked);
        (await EvidenceStore.ListAsync(Given.Pull, trusted.Head, trusted.Base, default).ToListAsync()).Should()
            .ContainSingle().Which.Should().BeEquivalentTo(trusted);
    }

    [DatabaseFact]
    public async Task A_contradiction_persists_after_further_documents()
    {
        foreach (var facts in new[] { "one", "other", "one" })
            await EvidenceStore.AddAsync(Given.Evidence(facts: facts), default);

        var row = (await EvidenceStore.ListAsync(Given.Pull, Given.Evidence().Head, Given.Evidence().Base, default)
            .ToListAsync()).Single();

        (row.Trusted, row.IsForeign).Should().Be((false, false));
    }

    [DatabaseFact]
    public async Task At_most_fifty_untrusted_documents_of_a_head_are_stored_until_the_pull_request_closes()
    {
        EvidenceRow Foreign(int run) =>
            Given.Evidence(run: run) with { Trusted = false, DistrustReason = "nobody we know" };
        for (var run = 1; run <= 50; run++) (await EvidenceStore.AddAsync(Foreign(run), default)).Should()
            .Be(EvidenceResult.Added);

        var over = await EvidenceStore.AddAsync(Foreign(51), default);
        var again = await EvidenceStore.AddAsync(Foreign(50), default);
        var elsewhere = await EvidenceStore.AddAsync(Foreign(52) with { Key = Other }, default);
        var trusted = await EvidenceStore.AddAsync(Given.Evidence(run: 3), default);
        await EvidenceStore.DeleteForeignAsync(Given.Pull, default);

        (over, again, elsewhere, trusted).Should()
            .Be((EvidenceResult.Full, EvidenceResult.Same, EvidenceResult.Added, EvidenceResult.Added));
        (await EvidenceStore.ListAsync(Given.Pull, Foreign(1).Head, Foreign(1).Base, default).ToListAsync()).Should()
            .ContainSingle().Which.Run.Should().Be(3);
        (await EvidenceStore.ListAsync(Other, Foreign(1).Head, Foreign(1).Base, default).ToListAsync()).Should()
            .ContainSingle();
    }

    [DatabaseFact]
    public async Task A_check_run_is_stored_with_the_last_written_content()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var lease = await ClaimedAsync(Given.Now);

        var saved = new[] { Given.Check("first"), Given.Check("second") };
        foreach (var check in saved) (await Pulls.SaveAsync(check, lease.Fence, default)).Should().BeTrue();

        (await Pulls.ChecksAsync(Given.Pull, Given.Check().Head, default)).Should().Equal(Given.Check("second"));
        (await Pulls.ChecksAsync(Given.Pull, new string('c', 40), default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task Nothing_is_saved_after_the_lease_is_completed()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var lease = await ClaimedAsync(Given.Now);
        await Queue.CompleteAsync(lease, default);

        var isSaved = await Pulls.SaveAsync(Given.Check(), lease.Fence, default);

        isSaved.Should().BeFalse();
        (await Pulls.ChecksAsync(Given.Pull, Given.Check().Head, default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task Trusted_evidence_of_all_heads_is_listed_in_order_without_its_facts()
    {
        var (first, second) = (Given.Evidence(run: 7),
            Given.Evidence(
                run: 6, facts: "later") with
            { Head = new string('c', 40), Received = Given.Now.AddHours(1) });
        foreach (var row in new[] { second, first,
            Given.Evidence(run: 8) with { Trusted = false, DistrustReason = "no" },
            Given.Evidence(run: 9) with { Key = Other } }) await EvidenceStore.AddAsync(row, default);

        var received = await EvidenceStore.ReceivedAsync(Given.Pull, default);

        received.Should()
            .Equal(new ReceivedEvidence(first.Head, 7, first.Attempt, first.Received),
                new(second.Head, 6, second.Attempt, second.Received));
        (await EvidenceStore.FactsAsync(Given.Pull, 6, second.Attempt, default)).Should().Equal(second.Facts);
    }
}
