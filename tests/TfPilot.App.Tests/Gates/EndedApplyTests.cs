using TfPilot.App.Gates;
using TfPilot.App.Tests.Commands;
using TfPilot.App.Tests.Pulls;
using TfPilot.Core.Audit;
using TfPilot.Delivery.Locks;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Gates;

public class EndedApplyTests
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(6);

    [Theory]
    [InlineData(true, 1, ApplyLockState.Failed)]
    [InlineData(false, 2, ApplyLockState.Failed)] // attempted again, so the first attempt has ended
    [InlineData(false, 1, ApplyLockState.Applying)]
    public async Task An_apply_whose_run_ended_without_a_record_counts_as_unknown(
        bool isCompleted, int attempt, ApplyLockState state)
    {
        await using var bench = await ApplyingAsync();
        bench.Repository.Runs.Add(
            new(12, ".github/workflows/apply.yml", bench.Pull.Head) { IsCompleted = isCompleted, Attempt = attempt });

        bench.Passes(Later);
        await bench.EndedApplies.RunOnceAsync(default);

        (await LocksAsync(bench)).Should().ContainSingle().Which.State.Should().Be(state);
        (await CommandHandlerTests.LinesAsync(bench)).Count(
            line => line.Contains("unknown result of web in dev", StringComparison.Ordinal))
            .Should().Be(state == ApplyLockState.Failed ? 1 : 0);
    }

    [Fact]
    public async Task A_deleted_run_has_ended()
    {
        await using var bench = await ApplyingAsync();

        bench.Passes(Later);
        await bench.EndedApplies.RunOnceAsync(default);

        (await LocksAsync(bench)).Should().ContainSingle().Which.State.Should().Be(ApplyLockState.Failed);
    }

    [Fact]
    public async Task A_record_may_arrive_a_few_minutes_after_the_end_of_the_run()
    {
        await using var bench = await ApplyingAsync();

        await bench.EndedApplies.RunOnceAsync(default);

        (await LocksAsync(bench)).Should().ContainSingle().Which.State.Should().Be(ApplyLockState.Applying);
    }

    private static async Task<PullBench> ApplyingAsync()
    {
        var bench = await PullBench.OpenAsync();
        await bench.ApplyLocks.TakeAsync(FakeApp.Installation, FakeApp.Repository,
            new("dev", Claim.OnEverything("web"), 7, bench.Pull.Head, new(12, 1), ApplyLockState.Applying, bench.Now),
            isUrgent: false, null, new(AuditKind.Gate, FakeApp.Repository, 7, "go"), bench.Now, default);
        return bench;
    }

    private static Task<IReadOnlyList<ApplyLock>> LocksAsync(PullBench bench) =>
        bench.ApplyLocks.ListAsync(FakeApp.Installation, FakeApp.Repository, default);
}
