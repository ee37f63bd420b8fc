using TfPilot.App.Jobs;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Gates;

/// <summary>
/// Finds deployments that still wait for an answer, because a delivery was lost or a lock has been released since.
/// </summary>
internal sealed class PendingDeploymentScan(
    InstallationTokens tokens, ChangeStore changes, ProtectionRule rule, ScanSchedule schedule)
    : IBackgroundJob
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    /// <summary>GitHub cancels a run that waits longer.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(30);

    public string Name => "the pending deployments";

    public TimeSpan PollInterval => ScanSchedule.PollInterval;

    public Task<int> RunOnceAsync(CancellationToken ct) => schedule.RunEachAsync(
        Name, Interval, now => changes.RepositoriesAsync(now - MaxWait, ct),
        found => ScanAsync(found.Installation, found.Repository, ct), ct);

    private async Task<int> ScanAsync(long installation, long repository, CancellationToken ct)
    {
        var count = 0;
        var installed = await tokens.GetClientAsync(installation, repository, TokenScope.ReadRuns, ct);
        foreach (var run in await installed.Client.ListWaitingRunsAsync(installed.Name, ct))
        {
            foreach (var environment in await installed.Client.ListPendingEnvironmentsAsync(
                installed.Name, run.Run.Run, ct))
            {
                await rule.AnswerAsync(installation, repository, run.Run.Run, environment, isFirst: false, ct);
                count++;
            }
        }

        return count;
    }
}
