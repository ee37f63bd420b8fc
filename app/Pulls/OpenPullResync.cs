using TfPilot.App.Jobs;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Marks every open pull request for another look, whatever was heard of it, and learns where the App is installed; so
/// nothing that was lost stays lost.
/// </summary>
internal sealed class OpenPullResync(
    InstallationTokens tokens, InstallationStore installations, LockStore locks, OpenPullFinder open, PullQueue queue,
    ScanSchedule schedule, TimeProvider clock, ILogger<OpenPullResync> log) : IBackgroundJob
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(30);

    /// <summary>Spreads the looks, so that GitHub is not asked for everything at once.</summary>
    private static readonly TimeSpan MarkInterval = TimeSpan.FromMilliseconds(100);

    public string Name => "the round of open pull requests";

    public TimeSpan Every => ScanSchedule.PollInterval;

    public Task<int> RunOnceAsync(CancellationToken ct) =>
        schedule.RunAsync(Name, Interval, lease => MarkAsync(lease, ct), ct);

    private async Task<ScanResult> MarkAsync(ScanLease lease, CancellationToken ct)
    {
        var (start, count) = (clock.GetUtcNow(), 0);
        foreach (var installation in await InstalledAsync(ct))
        {
            await installations.InstalledAsync(installation.Id, clock.GetUtcNow(), ct);
            if (installation.IsSuspended) continue;
            if (!await schedule.RenewAsync(lease, ct)) break;
            // Whoever holds a lock may have been closed without our hearing it.
            foreach (var key in (await PullsAsync(installation.Id, ct)).Union(
                await locks.PullsAsync(installation.Id, ct)))
                await queue.MarkAsync(key, start + (MarkInterval * count++), WorkClass.Scan, ct);
        }

        return new(count, start);
    }

    /// <summary>
    /// Where the App is installed: those that GitHub lists, and those it does not list but knows when it is asked for
    /// each.
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
    /// Null when it is gone, which the history then says, or when GitHub did not say; the next round asks again.
    /// </summary>
    private async Task<AppInstallation?> FindAsync(GitHubClient github, long installation, CancellationToken ct)
    {
        try
        {
            return await github.ReadInstallationAsync(installation, ct);
        }
        catch (GitHubException gone) when (gone.Kind == GitHubErrorKind.NotFound)
        {
            await installations.RemovedAsync(
                installation, "GitHub does not know the installation any more", clock.GetUtcNow(), ct);
        }
        catch (GitHubException failure)
        {
            log.WorkIncomplete(Name, failure.Message);
        }

        return null;
    }

    /// <summary>One installation's trouble is not the others'.</summary>
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
