namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    private ScanStore Scans => new(database);

    private RedeliveryStore Redeliveries => new(database);

    [DatabaseFact]
    public async Task One_of_eight_instances_claims_a_due_scan()
    {
        var claimed = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Task.Run(() => Scans.ClaimAsync("pulls", HalfHour, Given.Now, default))));

        claimed.OfType<ScanLease>().Should().ContainSingle().Which.Should().Be(new ScanLease("pulls", 1, null));
    }

    [DatabaseFact]
    public async Task A_scan_is_not_repeated_before_its_interval_and_other_scans_are_independent()
    {
        var first = await Scans.ClaimAsync("pulls", HalfHour, Given.Now, default);
        await Scans.CompleteAsync(first!, Given.Now, default);

        (await Scans.ClaimAsync("pulls", HalfHour, Given.Now.AddMinutes(29), default)).Should().BeNull();
        (await Scans.ClaimAsync("comments", HalfHour, Given.Now.AddMinutes(29), default)).Should().NotBeNull();
        (await Scans.ClaimAsync("pulls", HalfHour, Given.Now.AddMinutes(30), default)).Should()
            .Be(new ScanLease("pulls", 2, Given.Now));
    }

    [DatabaseFact]
    public async Task An_incomplete_scan_does_not_advance_its_position()
    {
        await Scans.CompleteAsync((await Scans.ClaimAsync("pulls", HalfHour, Given.Now, default))!, Given.Now, default);
        await Scans.CompleteAsync(
            (await Scans.ClaimAsync("pulls", HalfHour, Given.Now + HalfHour, default))!, null, default);

        var third = await Scans.ClaimAsync("pulls", HalfHour, Given.Now + HalfHour + HalfHour, default);

        third!.ReadUpTo.Should().Be(Given.Now);
    }

    [DatabaseFact]
    public async Task A_scan_of_a_dead_instance_is_taken_over_and_its_old_lease_cannot_complete_it()
    {
        var dead = (await Scans.ClaimAsync("pulls", TimeSpan.Zero, Given.Now, default))!;
        var isRenewed = await Scans.RenewAsync(dead, Given.Now.AddMinutes(3), default);

        var early = await Scans.ClaimAsync("pulls", TimeSpan.Zero, Given.Now.AddMinutes(7), default);
        var successor = await Scans.ClaimAsync("pulls", TimeSpan.Zero, Given.Now.AddMinutes(8), default);
        await Scans.CompleteAsync(dead, Given.Now, default);

        (isRenewed, early, successor!.ReadUpTo, await Scans.RenewAsync(dead, Given.Now, default)).Should()
            .Be((true, null, null, false));
        (await Scans.ClaimAsync("pulls", TimeSpan.Zero, Given.Now.AddMinutes(9), default)).Should()
            .BeNull("the new holder has a lease");
    }

    [DatabaseFact]
    public async Task Each_repository_has_its_own_comment_scan_position()
    {
        await Scans.SaveCommentsReadAsync(11, 22, Given.Now, default);
        await Scans.SaveCommentsReadAsync(11, 22, Given.Now.AddMinutes(1), default);
        await Scans.SaveCommentsReadAsync(11, 23, Given.Now, default);

        (await Scans.CommentsReadAsync(11, default)).Should()
            .Equal(new Dictionary<long, DateTimeOffset> { [22] = Given.Now.AddMinutes(1), [23] = Given.Now });
        (await Scans.CommentsReadAsync(12, default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task A_lost_delivery_is_stored_until_it_is_requested_or_expires()
    {
        var one = new PendingRedelivery(Guid.NewGuid(), 5, Given.Now, 1, Given.Now.AddMinutes(5));
        var two = new PendingRedelivery(Guid.NewGuid(), 6, Given.Now.AddDays(-4), 0, Given.Now);
        foreach (var lost in new[] { one, two, two with { Attempt = 2 } }) await Redeliveries.SaveAsync(lost, default);

        (await Redeliveries.ListAsync(default)).Should().Equal(two with { Attempt = 2 }, one);
        await Redeliveries.RemoveBeforeAsync(Given.Now.AddDays(-3), default);
        (await Redeliveries.ListAsync(default)).Should().Equal(one);
        await Redeliveries.RemoveAsync(one.Id, default);
        (await Redeliveries.ListAsync(default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task An_unfinished_command_is_found_with_its_attempts()
    {
        var (left, done) = (new CommandComment(Given.Pull, 1), new CommandComment(Given.Pull, 3));
        foreach (var comment in new[] { left, done, left })
        {
            await Commands.ClaimAsync(comment, Given.Now, default);
            await Commands.ReleaseAsync(comment, default);
        }

        await Commands.CompleteAsync(done, default);

        (await Commands.UnansweredAsync(11, default)).Should().Equal(new UnansweredComment(left, 2));
        (await Commands.UnansweredAsync(12, default)).Should().BeEmpty();
    }
}
