using TfPilot.App.Jobs;
using TfPilot.Core.Audit;
using TfPilot.Delivery.Locks;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Gates;

/// <summary>
/// Finds applies whose run has ended without a record, for example because the runner was lost. Their result is unknown
/// and never counts as success: the lock stays as after a failure, until the fix is applied or a late record arrives.
/// </summary>
internal sealed class EndedApplyScan(
    ApplyLockStore locks, InstallationTokens tokens, ScanSchedule schedule, Signals signals, TimeProvider clock)
    : IBackgroundJob
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    /// <summary>The record of a run may arrive this long after the run has ended.</summary>
    private static readonly TimeSpan RecordDelay = TimeSpan.FromMinutes(5);

    public string Name => "the applies without a record";

    public TimeSpan PollInterval => ScanSchedule.PollInterval;

    public Task<int> RunOnceAsync(CancellationToken ct) => schedule.RunEachAsync(
        Name, Interval, now => locks.ListApplyingAsync(now - RecordDelay, ct),
        apply => ScanAsync(apply.Installation, apply.Repository, apply.Held, ct), ct);

    private async Task<int> ScanAsync(long installation, long repository, ApplyLock held, CancellationToken ct)
    {
        if (!await HasEndedAsync(installation, repository, held, ct)) return 0;
        await locks.MarkUnknownAsync(
            installation, repository, held, Note(repository, held), clock.GetUtcNow(), ct);
        signals.Reports.Set();
        return 1;
    }

    private async Task<bool> HasEndedAsync(long installation, long repository, ApplyLock held, CancellationToken ct)
    {
        var installed = await tokens.GetClientAsync(installation, repository, TokenScope.ReadRuns, ct);
        try
        {
            var run = await installed.Client.ReadRunAsync(installed.Name, held.Run.Run, ct);
            return run.Status == "completed" || run.Run.Attempt > held.Run.Attempt;
        }
        catch (GitHubException deleted) when (deleted.Kind == GitHubErrorKind.NotFound)
        {
            return true;
        }
    }

    private static AuditNote Note(long repository, ApplyLock held) => new(AuditKind.Apply, repository, held.Pull,
        $"unknown result of {held.Project} in {held.Environment}: the run has ended without a record")
    {
        Evidence =
        [
            new("environment", held.Environment), new("project", held.Project), new("commit", held.Commit.Text),
            new("run", held.Run.ToString()),
        ],
    };
}
