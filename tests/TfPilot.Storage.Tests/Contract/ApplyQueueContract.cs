using TfPilot.Core.Basics;
using TfPilot.Delivery.Locks;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    [DatabaseFact]
    public async Task A_waiting_apply_keeps_its_place_while_it_asks_and_leaves_the_queue_with_the_lock()
    {
        await TakeLockAsync(run: 5);
        await AskAsync(run: 6, minute: 1);
        await AskAsync(run: 7, minute: 2, isUrgent: true);
        await AskAsync(run: 8, minute: 2); // does not ask again, so it does not wait
        await AskAsync(run: 6, minute: 3);
        await AskAsync(run: 7, minute: 3, isUrgent: true);
        var waiting = await WaitingAsync(minute: 4);
        await AddAsync(Sent(run: 5));

        var first = await AskAsync(run: 6, minute: 4);
        var urgent = await AskAsync(run: 7, minute: 4, isUrgent: true);

        waiting.Select(one => (one.Wanted.Run.Run, one.IsUrgent, one.Wanted.Since)).Should().Equal(
            (6, false, Given.Now.AddMinutes(1)), (7, true, Given.Now.AddMinutes(2)));
        first.Ahead!.Wanted.Run.Run.Should().Be(7);
        urgent.IsTaken.Should().BeTrue();
        (await WaitingAsync(minute: 4)).Should().BeEmpty("the older run of the project will be superseded");
    }

    [DatabaseFact]
    public async Task A_job_that_no_longer_asks_no_longer_waits()
    {
        await TakeLockAsync(run: 5);
        await AskAsync(run: 6, minute: 1);
        await AskAsync(run: 6, minute: 2);
        await AddAsync(Sent(run: 5));

        var later = await AskAsync(run: 7, minute: 6);

        later.IsTaken.Should().BeTrue();
    }

    private Task<LockAttempt> AskAsync(long run, int minute, bool isUrgent = false) => ApplyLocks.TakeAsync(
        11, 22, new("Prod", Claim.OnEverything("web"), 34, CommitSha.Parse(new('b', 40)), new(run, 1),
            ApplyLockState.Applying, Given.Now.AddMinutes(minute)), isUrgent, Given.Now, Given.Note(),
        Given.Now.AddMinutes(minute), default);

    private Task<IReadOnlyList<WaitingApply>> WaitingAsync(int minute) =>
        ApplyLocks.ListWaitingAsync(11, 22, Given.Now.AddMinutes(minute), default);
}
