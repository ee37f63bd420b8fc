using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Locks;
using TfPilot.Delivery.Records;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    [DatabaseFact]
    public async Task A_record_is_stored_once_and_releases_the_lock()
    {
        await TakeLockAsync(run: 5);
        var sent = Sent(run: 5);

        var results = (await AddAsync(sent), await AddAsync(sent), await AddAsync(sent with { Document = [7] }));

        results.Should().Be((RecordResult.Added, RecordResult.Same, RecordResult.Contradictory));
        (await LocksAsync()).Should().BeEmpty();
        (await Records.FindLastAsync(11, 22, "PROD", "web", default)).Should().BeEquivalentTo(
            new { Pull = 33, Run = new RunAttempt(5, 1), ChangeMergedAt = Given.Now });
        (await Audit.HeadAsync(11, default)).Number.Should().Be(2, "the lock and the record");
    }

    [DatabaseFact]
    public async Task Only_a_successful_apply_releases_its_lock()
    {
        foreach (var status in Enum.GetValues<ApplyStatus>())
        {
            var run = 5 + (long)status;
            await TakeLockAsync(run);

            await AddAsync(Sent(run, status: status));

            var isSuccess = status is ApplyStatus.Applied or ApplyStatus.Nothing;
            (await LocksAsync()).Select(held => held.State).Should()
                .Equal(isSuccess ? [] : [ApplyLockState.Failed], $"{status}");
            ((await Records.FindLastAsync(11, 22, "prod", "web", default))!.Run.Run == run).Should().Be(isSuccess);
        }
    }

    [DatabaseFact]
    public async Task A_late_record_does_not_release_the_lock_of_a_later_run()
    {
        await TakeLockAsync(run: 5);
        await AddAsync(Sent(run: 5, status: ApplyStatus.Failed));
        await TakeLockAsync(run: 6);
        await AddAsync(Sent(run: 6, status: ApplyStatus.Failed));

        await AddAsync(Sent(run: 5, attempt: 2));

        (await LocksAsync()).Should().ContainSingle().Which.Run.Should().Be(new RunAttempt(6, 1));
    }

    [DatabaseFact]
    public async Task Only_the_run_that_the_gate_allowed_may_send_a_record()
    {
        await TakeLockAsync(run: 5, attempt: 2);

        (await Records.FindPassAsync(Sent(run: 5, attempt: 2), default))!.Pull.Should().Be(33);
        (await Records.FindPassAsync(Sent(run: 5, attempt: 3), default)).Should().NotBeNull("later jobs were re-run");
        (await Records.FindPassAsync(Sent(run: 5, attempt: 1), default)).Should().BeNull();
        (await Records.FindPassAsync(Sent(run: 6, attempt: 2), default)).Should().BeNull();
        (await Records.FindPassAsync(Sent(run: 5, attempt: 2) with { Repository = 23 }, default)).Should().BeNull();
        (await Records.FindPassAsync(Sent(run: 5, attempt: 2) with { Installation = 12 }, default)).Should().BeNull();
        (await Records.FindPassAsync(Sent(run: 5, attempt: 2, project: "db"), default)).Should().BeNull();
    }

    [DatabaseFact]
    public async Task A_plan_that_changes_nothing_passes_and_leaves_the_lock_to_the_apply_that_holds_it()
    {
        await TakeLockAsync(run: 5);
        var wanted = new ApplyLock("Prod", Claim.OnEverything("db"), 34, CommitSha.Parse(new('b', 40)), new(6, 1),
            ApplyLockState.Applying, Given.Now);

        var changing = await TakeAsync(wanted);
        var unchanged = await TakeAsync(wanted with { ChangesNothing = true });

        changing.Blocker!.Run.Run.Should().Be(5);
        unchanged.IsTaken.Should().BeTrue();
        (await LocksAsync()).Should().ContainSingle().Which.Run.Run.Should().Be(5);
        (await AddAsync(Sent(run: 6, status: ApplyStatus.Nothing, project: "db"))).Should().Be(RecordResult.Added);
        (await LocksAsync()).Should().ContainSingle();
    }

    [DatabaseFact]
    public async Task An_apply_without_a_pull_request_supersedes_no_change()
    {
        await TakeLockAsync(run: 5, pull: null);

        await AddAsync(Sent(run: 5, status: ApplyStatus.Nothing));

        (await Records.FindLastAsync(11, 22, "prod", "web", default))!.ChangeMergedAt.Should()
            .Be(DateTimeOffset.UnixEpoch);
    }

    private static SentRecord Sent(
        long run, int attempt = 1, ApplyStatus status = ApplyStatus.Applied, string project = "web")
    {
        var record = new ApplyRecord("Prod", project, status);
        return new(11, 22, new(run, attempt), record, RecordDocument.Write(record));
    }

    private async Task<RecordResult> AddAsync(SentRecord sent) => await Records.AddAsync(
        sent, (await Records.FindPassAsync(sent, default))!, Given.Note(), Given.Now, default);

    private Task<IReadOnlyList<ApplyLock>> LocksAsync() => ApplyLocks.ListAsync(11, 22, default);

    private async Task TakeLockAsync(
        long run, int attempt = 1, int? pull = 33, DateTimeOffset? at = null) => (await TakeAsync(
        new("Prod", Claim.OnEverything("web"), pull, CommitSha.Parse(new('a', 40)), new(run, attempt),
            ApplyLockState.Applying, at ?? Given.Now)))
        .IsTaken.Should().BeTrue();

    private Task<LockAttempt> TakeAsync(ApplyLock wanted) => ApplyLocks.TakeAsync(
        11, 22, wanted, isUrgent: false, wanted.Pull is null ? null : Given.Now, Given.Note(), Given.Now, default);
}
