using TfPilot.App.Jobs;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Queues every open pull request and refreshes the list of installations, so that lost webhooks are recovered.
/// </summary>
internal sealed class OpenPullResync(
    InstallationTokens tokens, InstallationStore installations, LockStore locks, OpenPullFinder open, PullQueue queue,
    ScanSchedule schedule, TimeProvider clock, ILogger<OpenPullResync> log) : IBackgroundJob
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(30);

    /// <summary>Spreads the evaluations over time to limit the load on GitHub.</summary>
    private static readonly TimeSpan MarkInterval = TimeSpan.FromMilliseconds(100);

    public string Name => "the resync of open pull requests";

    public TimeSpan PollInterval => ScanSchedule.PollInterval;

    public Task<int> RunOnceAsync(CancellationToken ct) =>
        schedule.RunAsync(Name, Interval, lease => MarkAsync(lease, ct), ct);

    private async Task<ScanResult> MarkAsync(ScanLease lease, CancellationToken ct)
    {
        var (start, count) = (clock.GetUtcNow(), 0);
        foreach (var installation in await InstalledAsync(ct))
        {
            await installations.RecordInstalledAsync(installation.Id, clock.GetUtcNow(), ct);
            if (installation.IsSuspended) continue;
            if (!await schedule.RenewAsync(lease, ct)) break;
            // The webhook that closed a lock's pull request may have been lost.
            foreach (var key in (await PullsAsync(installation.Id, ct)).Union(
                await locks.PullsAsync(installation.Id, ct)))
                await queue.MarkAsync(key, start + (MarkInterval * count++), WorkClass.Scan, ct);
        }

        return new(count, start);
    }

    /// <summary>
    /// The installations: those that GitHub lists, and stored ones that GitHub still confirms individually.
    /// </summary>
    private async Task<IReadOnlyList<AppInstallation>> InstalledAsync(CancellationToken ct)
    {
        var github = tokens.AsApp();
        var installed = (await github.ListInstallationsAsync(ct)).ToList();
        foreach (var missing in (await installations.ListAsync(ct))
            .Except(installed.Select(installation => installation.Id)).ToList())
        {
            if (await FindAsync(github, missing, ct) is { } known) installed.Add(known);
        }

        return installed;
    }

    /// <summary>
    /// Null when it is gone, which is written to the audit log, or when GitHub did not respond; the next scan retries.
    /// </summary>
    private async Task<AppInstallation?> FindAsync(GitHubClient github, long installation, CancellationToken ct)
    {
        try
        {
            return await github.ReadInstallationAsync(installation, ct);
        }
        catch (GitHubException gone) when (gone.Kind == GitHubErrorKind.NotFound)
        {
            await installations.RecordRemovedAsync(
                installation, "GitHub no longer has the installation", clock.GetUtcNow(), ct);
        }
        catch (GitHubException failure)
        {
            log.WorkIncomplete(Name, failure.Message);
        }

        return null;
    }

    /// <summary>A failure of one installation must not affect the others.</summary>
    private async Task<IReadOnlyList<PullKey>> PullsAsync(long installation, CancellationToken ct)
    {
        try
        {
            return await open.OfInstallationAsync(installation, ct);
        }
        catch (GitHubException failure)
        {
            log.WorkIncomplete(Name, failure.Message);
            return [];
        }
    }
}
