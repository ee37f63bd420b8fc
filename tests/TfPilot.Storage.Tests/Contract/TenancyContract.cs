using TfPilot.Core.Approvals;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    private static readonly PullKey Other = Given.Pull with { Installation = 12 };

    [DatabaseFact]
    public async Task No_installation_can_read_or_change_data_of_another()
    {
        var foreign = Given.Evidence() with { Key = Other };
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var lease = await ClaimedAsync(Given.Now);
        await Pulls.SaveAsync(Given.Check(), lease.Fence, default);
        await EvidenceStore.AddAsync(Given.Evidence(), default);
        await Queue.ParkAsync(lease, "ours", default);

        var added = await EvidenceStore.AddAsync(
            foreign with { Facts = "theirs"u8.ToArray(), Hash = "theirs" }, default);

        added.Should().Be(EvidenceResult.Added);
        (await EvidenceStore.ListAsync(Other, foreign.Head, foreign.Base, default).ToListAsync()).Should()
            .ContainSingle().Which.Hash.Should().Be("theirs");
        (await EvidenceStore.ListAsync(Given.Pull, foreign.Head, foreign.Base, default).ToListAsync()).Should()
            .ContainSingle().Which.Trusted.Should().BeTrue();
        (await Pulls.ChecksAsync(Other, Given.Check().Head, default)).Should().BeEmpty();
        (await Queue.DeadLettersAsync(Other.Installation, default)).Should().BeEmpty();
        (await Pulls.SaveAsync(Given.Check() with { Key = Other }, lease.Fence, default)).Should().BeFalse();
    }

    [DatabaseFact]
    public async Task A_lease_of_one_installation_cannot_complete_work_of_another()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);
        var lease = await ClaimedAsync(Given.Now);

        var isDone = await Queue.CompleteAsync(lease with { Key = Other }, default);

        isDone.Should().BeFalse();
        (await Queue.CompleteAsync(lease, default)).Should().BeTrue();
    }

    [DatabaseFact]
    public async Task Deliveries_are_deleted_after_30_days_unless_pending()
    {
        var (done, parked, open, young) = (Given.Delivery(), Given.Delivery(), Given.Delivery(),
            Given.Delivery(seconds: 1));
        foreach (var delivery in new[] { done, parked, open, young }) await Inbox.AddAsync(delivery, default);
        await Inbox.CompleteAsync([done.Id, young.Id], default);
        await Inbox.ParkAsync(parked.Id, "no JSON", default);

        await Retention.ApplyAsync(Given.Now + Retention.DeliveryLifetime, default);

        var known = new List<bool>();
        foreach (var delivery in new[] { done, parked, open, young })
            known.Add(!await Inbox.AddAsync(delivery, default));
        known.Should().Equal(false, false, true, true);
    }

    [DatabaseFact]
    public async Task Only_current_installations_are_listed()
    {
        await Installations.RecordInstalledAsync(12, Given.Now, default);
        await Installations.RecordInstalledAsync(11, Given.Now, default);
        await Installations.RecordInstalledAsync(13, Given.Now, default);

        await Installations.RecordRemovedAsync(12, "GitHub said so", Given.Now, default);

        (await Installations.ListAsync(default)).Should().Equal(11, 13);
    }

    [DatabaseFact]
    public async Task A_removed_installation_is_deleted_after_the_retention_period_and_no_other_is()
    {
        await RememberAsync(Given.Pull);
        await RememberAsync(Other);
        await Installations.RecordRemovedAsync(Given.Pull.Installation, "GitHub said so", Given.Now, default);
        // a second removal does not extend the retention period
        await Installations.RecordRemovedAsync(
            Given.Pull.Installation, "GitHub said so", Given.Now.AddDays(9), default);

        await Retention.ApplyAsync(Given.Now + Retention.GracePeriod - TimeSpan.FromMilliseconds(1), default);
        var before = await CountsAsync(Given.Pull.Installation);
        await Retention.ApplyAsync(Given.Now + Retention.GracePeriod, default);

        // The audit log has an additional entry for the removal.
        Retention.TenantTables.Zip(before).Where(table => table.Second != 1).Should().Equal(("audit", 2));
        (await CountsAsync(Given.Pull.Installation)).Should().OnlyContain(count => count == 0);
        (await CountsAsync(Other.Installation)).Should().OnlyContain(count => count == 1);
    }

    [DatabaseFact]
    public async Task An_installation_restored_in_time_keeps_its_data()
    {
        await RememberAsync(Given.Pull);
        await Installations.RecordRemovedAsync(Given.Pull.Installation, "GitHub said so", Given.Now, default);
        await Installations.RecordInstalledAsync(Given.Pull.Installation, Given.Now, default);

        await Retention.ApplyAsync(Given.Now.AddYears(1), default);

        (await CountsAsync(Given.Pull.Installation)).Should()
            .HaveCount(Retention.TenantTables.Length).And.Match(
                counts => counts.Sum() == Retention.TenantTables.Length + 2);
    }

    [DatabaseFact]
    public async Task Work_of_a_removed_installation_is_not_claimed()
    {
        await Queue.MarkAsync(Given.Pull, Given.Now, default);

        await Installations.RecordRemovedAsync(Given.Pull.Installation, "GitHub said so", Given.Now, default);

        (await Queue.ClaimAsync(Given.Now, Given.LeaseDuration, default)).Should().BeNull();
    }

    private async Task RememberAsync(PullKey key)
    {
        await Installations.RecordInstalledAsync(key.Installation, Given.Now, default);
        await EvidenceStore.AddAsync(Given.Evidence() with { Key = key }, default);
        await Queue.MarkAsync(key, Given.Now, default);
        var lease = await ClaimedAsync(Given.Now);
        await Pulls.SaveAsync(Given.Check() with { Key = key }, lease.Fence, default);
        await new NameStore(database).BindAsync(key.Installation, key.Repository, "a",
            new Dictionary<SettingsName, long> { [SettingsName.Of("gus")] = 1 }, default);
        await Scans.SaveCommentsReadAsync(key.Installation, key.Repository, Given.Now, default);
        await Commands.ClaimAsync(new(key, 5), Given.Now, default);
        await Commands.RecordActionAsync(
            key, [Given.Step(new CommandEffect.Take("prod", "migration"))], Given.Now, default);
        await RememberAppliesAsync(key);
        await ApplyApprovals.AddRequestAsync(new(key, "prod", 9), Given.Now, default);
        await database.WriteAsync(async statements =>
        {
            await CommandEffects.SaveAsync(statements, new(key, 5), Given.Override(), default);
            await ApplyApprovalStore.SaveAsync(statements, new(key, 5), ApplyApproval(), default);
            return await CommandEffects.SaveAsync(statements, new(key, 5), Given.Approval(), default);
        }, default);
    }

    private async Task RememberAppliesAsync(PullKey key)
    {
        var (installation, repository, pull) = key;
        foreach (var insert in new FormattableString[]
        {
            $"""
            INSERT INTO run_request
            VALUES ({installation}, {repository}, {pull}, 5, 'apply', 'prod', 'gus', 1, 'done', 1, 1)
            """,
            $"""
            INSERT INTO proposal
            VALUES ({installation}, {repository}, {pull}, 5, 'rollback', 'prod', '', 0, 1, 'gus', 1, 'b', NULL, NULL, 'done', 1, 1, 9)
            """,
            $"""
            INSERT INTO destroy_confirmation
            VALUES ({installation}, {repository}, 5, 'web', {pull}, 1, 'gus', 1, FALSE)
            """,
            $"INSERT INTO audit_trace VALUES ({installation}, 'run-1-1', 1)",
            $"INSERT INTO pull_decision VALUES ({installation}, {repository}, {pull}, '{{}}', 1)",
            $"INSERT INTO approved_change VALUES ({installation}, {repository}, {pull}, 'prod', 'web', 'a', 1, '{{}}')",
            $"""
            INSERT INTO apply_lock
            VALUES ({installation}, {repository}, 'prod', 'web', {pull}, 'a', 1, 1, FALSE, '', 1)
            """,
            $"""
            INSERT INTO deployment
            VALUES ({installation}, {repository}, 'prod', 'web', 1, {pull}, 'a', 1, 1, 'applied', NULL, 1, NULL, NULL, NULL, 1)
            """,
            $"""
            INSERT INTO apply_wait
            VALUES ({installation}, {repository}, 'prod', 'web', 1, 1, {pull}, 'a', FALSE, '', 1, 1)
            """,
            $"""
            INSERT INTO apply_record
            VALUES ({installation}, {repository}, 1, 1, 'prod', 'web', {pull}, 'a', 'applied', 1, 1, 'h', {new byte[1]}, NULL)
            """,
            $"INSERT INTO gate_pass VALUES ({installation}, {repository}, 1, 1, 'prod', 'web', {pull}, 'a', 1, 1)",
            $"INSERT INTO apply_report VALUES ({installation}, {repository}, 'prod', 'web', 0, 1, NULL, 1, NULL, 1)",
            $"INSERT INTO registry_project VALUES ({installation}, {repository}, 'prod', 'web', 1)",
            $"""
            INSERT INTO registry_resource
            VALUES ({installation}, {repository}, 'prod', 'web', 'a.b', '', 'a', '', 1, 1, 1, 1, 1, NULL)
            """,
            $"INSERT INTO registry_key VALUES ({installation}, {repository}, 'a.b', 'prod', 'web', 'a.b', '')",
        }) await database.ExecuteAsync(insert, default);
    }

    private async Task<IReadOnlyList<int>> CountsAsync(long installation)
    {
        var counts = new List<int>();
        foreach (var table in Retention.TenantTables.Select(name => new SqlFragment(name)))
        {
            counts.AddRange(
                await database.ReadAsync($"SELECT COUNT(*) FROM {table} WHERE installation = {installation}",
                    row => row.Number(0), default));
        }

        return counts;
    }

    [DatabaseFact]
    public async Task A_membership_change_invalidates_cached_people_only_in_its_installation()
    {
        await Installations.RecordInstalledAsync(Given.Pull.Installation, Given.Now, default);
        await Installations.RecordMembershipChangeAsync(Given.Pull.Installation, default);
        await Installations.RecordMembershipChangeAsync(Other.Installation, default);
        var before = await Installations.MembershipVersionAsync(Given.Pull.Installation, default);

        await Installations.RecordMembershipChangeAsync(Given.Pull.Installation, default);

        (before, await Installations.MembershipVersionAsync(Given.Pull.Installation, default),
            await Installations.MembershipVersionAsync(Other.Installation, default)).Should().Be((1, 2, 1));
    }
}
