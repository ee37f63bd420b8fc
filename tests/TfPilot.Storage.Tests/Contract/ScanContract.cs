namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    private ScanStore Scans => new(database);

    private RedeliveryStore Redeliveries => new(database);

    [DatabaseFact]
    public async Task One_of_eight_instances_gets_a_scan_that_is_due()
    {
        var claimed = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Task.Run(() => Scans.ClaimAsync("pulls", HalfHour, Given.Now, default))));

        claimed.OfType<ScanLease>().Should().ContainSingle().Which.Should().Be(new ScanLease("pulls", 1, null));
    }

    [DatabaseFact]
    public async Task A_scan_is_not_repeated_before_its_interval_is_over_and_another_one_is_its_own()
    {
        var first = await Scans.ClaimAsync("pulls", HalfHour, Given.Now, default);
        await Scans.CompleteAsync(first!, Given.Now, default);

        (await Scans.ClaimAsync("pulls", HalfHour, Given.Now.AddMinutes(29), default)).Should().BeNull();
        (await Scans.ClaimAsync("comments", HalfHour, Given.Now.AddMinutes(29), default)).Should().NotBeNull();
        (await Scans.ClaimAsync("pulls", HalfHour, Given.Now.AddMinutes(30), default)).Should()
            .Be(new ScanLease("pulls", 2, Given.Now));
    }

    [DatabaseFact]
    public async Task A_scan_that_did_not_read_everything_moves_nothing()
    {
        await Scans.CompleteAsync((await Scans.ClaimAsync("pulls", HalfHour, Given.Now, default))!, Given.Now, default);
        await Scans.CompleteAsync(
            (await Scans.ClaimAsync("pulls", HalfHour, Given.Now + HalfHour, default))!, null, default);

        var third = await Scans.ClaimAsync("pulls", HalfHour, Given.Now + HalfHour + HalfHour, default);

        third!.Scanned.Should().Be(Given.Now);
    }

    [DatabaseFact]
    public async Task A_scan_whose_instance_died_is_taken_by_another_and_the_dead_one_ends_nothing()
    {
        var dead = (await Scans.ClaimAsync("pulls", TimeSpan.Zero, Given.Now, default))!;
        var isRenewed = await Scans.RenewAsync(dead, Given.Now.AddMinutes(3), default);

        var early = await Scans.ClaimAsync("pulls", TimeSpan.Zero, Given.Now.AddMinutes(7), default);
        var heir = await Scans.ClaimAsync("pulls", TimeSpan.Zero, Given.Now.AddMinutes(8), default);
        await Scans.CompleteAsync(dead, Given.Now, default);

        (isRenewed, early, heir!.Scanned, await Scans.RenewAsync(dead, Given.Now, default)).Should()
            .Be((true, null, null, false));
        (await Scans.ClaimAsync("pulls", TimeSpan.Zero, Given.Now.AddMinutes(9), default)).Should()
            .BeNull("the heir is at it");
    }

    [DatabaseFact]
    public async Task Each_repository_has_its_own_moment_up_to_which_its_comments_were_read()
    {
        await Scans.SaveCommentsReadAsync(11, 22, Given.Now, default);
        await Scans.SaveCommentsReadAsync(11, 22, Given.Now.AddMinutes(1), default);
        await Scans.SaveCommentsReadAsync(11, 23, Given.Now, default);

        (await Scans.CommentsReadAsync(11, default)).Should()
            .Equal(new Dictionary<long, DateTimeOffset> { [22] = Given.Now.AddMinutes(1), [23] = Given.Now });
        (await Scans.CommentsReadAsync(12, default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task A_lost_delivery_is_kept_until_it_is_asked_for_or_forgotten()
    {
        var one = new LostDelivery(Guid.NewGuid(), 5, Given.Now, 1, Given.Now.AddMinutes(5));
        var two = new LostDelivery(Guid.NewGuid(), 6, Given.Now.AddDays(-4), 0, Given.Now);
        foreach (var lost in new[] { one, two, two with { Attempt = 2 } }) await Redeliveries.SaveAsync(lost, default);

        (await Redeliveries.ListAsync(default)).Should().Equal(two with { Attempt = 2 }, one);
        await Redeliveries.RemoveBeforeAsync(Given.Now.AddDays(-3), default);
        (await Redeliveries.ListAsync(default)).Should().Equal(one);
        await Redeliveries.RemoveAsync(one.Id, default);
        (await Redeliveries.ListAsync(default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task What_was_begun_and_not_answered_is_found_with_its_attempts()
    {
        var (left, done) = (new CommandComment(Given.Pull, 1), new CommandComment(Given.Pull, 3));
        foreach (var comment in new[] { left, done, left })
        {
            await Desk.ClaimAsync(comment, Given.Now, default);
            await Desk.ReleaseAsync(comment, default);
        }

        await Desk.DoneAsync(done, default);

        (await Desk.UnansweredAsync(11, default)).Should().Equal(new UnansweredComment(left, 2));
        (await Desk.UnansweredAsync(12, default)).Should().BeEmpty();
    }
}
