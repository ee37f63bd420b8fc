namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    private static readonly PeopleSubject PlatformTeam = PeopleSubject.Team("Platform");
    private static readonly PeopleSubject Ann = PeopleSubject.Person(new(8));

    [DatabaseFact]
    public async Task User_events_are_claimed_before_fan_out_work_and_both_before_scans()
    {
        for (var pull = 1; pull <= 50; pull++)
            await Queue.MarkAsync(Given.Pull with { Pull = pull }, Given.Now.AddHours(-1), WorkClass.Scan, default);
        await Queue.MarkAsync(Given.Pull with { Pull = 60 }, Given.Now.AddMinutes(-1), WorkClass.FanOut, default);
        await Queue.MarkAsync(Given.Pull with { Pull = 70 }, Given.Now, default);
        // a push to a pull request that a scan had already marked
        await Queue.MarkAsync(Given.Pull with { Pull = 40 }, Given.Now, default);

        var claimed = new List<(int, WorkClass)>();
        for (var count = 0; count < 4; count++)
            claimed.Add(await ClaimedAsync(Given.Now) is var lease ? (lease.Key.Pull, lease.Urgency) : default);

        claimed.Should()
            .Equal((40, WorkClass.Event), (70, WorkClass.Event), (60, WorkClass.FanOut), (1, WorkClass.Scan));
    }

    [DatabaseFact]
    public async Task No_work_class_starves_since_the_oldest_entry_can_be_claimed_first()
    {
        await Queue.MarkAsync(Given.Pull with { Pull = 1 }, Given.Now.AddHours(-1), WorkClass.Scan, default);
        await Queue.MarkAsync(Given.Pull with { Pull = 2 }, Given.Now, default);

        var oldest = await Queue.ClaimAsync(Given.Now, Given.LeaseDuration, isOldestFirst: true, default);

        oldest!.Key.Pull.Should().Be(1);
    }

    [DatabaseFact]
    public async Task A_scan_does_not_lower_the_urgency()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        await Queue.MarkAsync(Given.Pull, Given.Now, WorkClass.Scan, default);

        (await ClaimedAsync(Given.Now)).Urgency.Should().Be(WorkClass.Event);
    }

    [DatabaseFact]
    public async Task Only_open_pull_requests_that_refer_to_a_team_or_person_are_marked_for_it()
    {
        await EvaluateAsync(1, isOpen: true, PlatformTeam);
        await EvaluateAsync(2, isOpen: true, PeopleSubject.Team("devs"), Ann);
        await EvaluateAsync(3, isOpen: false, PlatformTeam, Ann);
        await EvaluateAsync(4, isOpen: true);
        await Queue.MarkAsync(Given.Pull with { Pull = 5 }, Given.Now.AddDays(1), default); // never evaluated
        await EvaluateAsync(6, isOpen: true, PeopleSubject.Team("platform-team"));

        (await MarkedAsync(null, PlatformTeam)).Should().Equal(1, 5);
        (await MarkedAsync(null, Ann)).Should().Equal(2, 5);
        (await MarkedAsync(null, PeopleSubject.AnyTeam)).Should().Equal(1, 2, 5, 6);
        (await MarkedAsync(null, PeopleSubject.Anyone)).Should().Equal(1, 2, 4, 5, 6);
        (await MarkedAsync(null)).Should().Equal(5);
        (await MarkedAsync(99, PeopleSubject.Anyone))
            .Should().BeEmpty("the pull requests belong to another repository");
    }

    [DatabaseFact]
    public async Task Evaluations_with_incomplete_facts_are_counted_until_a_complete_one_or_an_event()
    {
        var counts = new List<int>();
        foreach (var urgency in new[] { WorkClass.Event, WorkClass.Scan, WorkClass.Scan, WorkClass.Event,
            WorkClass.Scan })
        {
            await Queue.MarkAsync(Given.Pull, Given.Now, urgency, default);
            var lease = await ClaimedAsync(Given.Now);
            counts.Add(lease.Partials);
            await Queue.CompleteAsync(lease, new(IsOpen: true, IsPartial: true, []), default);
        }

        counts.Should().Equal(0, 1, 2, 0, 1);
    }

    private async Task EvaluateAsync(int pull, bool isOpen, params PeopleSubject[] subjects)
    {
        await Queue.MarkAsync(Given.Pull with { Pull = pull }, Given.Now, default);
        await Queue.CompleteAsync(await ClaimedAsync(Given.Now), new(isOpen, IsPartial: false, subjects), default);
    }

    /// <summary>The pull requests that are due after marking; clears their due flag but keeps their subjects.</summary>
    private async Task<IReadOnlyList<int>> MarkedAsync(long? repository, params PeopleSubject[] subjects)
    {
        await Queue.MarkOpenAsync(Given.Pull.Installation, repository, subjects, Given.Now, default);
        var due = await database.ReadAsync(
            $"SELECT pull FROM pull_work WHERE due AND not_before <= {Given.Now} ORDER BY pull", row => row.Number(0),
            default);
        await database.ExecuteAsync($"UPDATE pull_work SET due = FALSE", default);
        return due;
    }
}
