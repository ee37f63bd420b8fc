using TfPilot.App.Webhooks;
using TfPilot.GitHub;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Work;

/// <summary>Looks at every open pull request again, whatever was heard of it, and learns where the App is installed; so nothing that was lost stays lost.</summary>
internal sealed class Reconsiderer(InstallationTokens tokens, InstallationStore installations, LockStore locks, OpenPullFinder open, PullQueue queue, TimeProvider clock, ILogger<Reconsiderer> log) : IDrain
{
    /// <summary>So far apart that what just happened to a pull request does not wait behind all others.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    public string Name => "the round of open pull requests";

    public TimeSpan Every => TimeSpan.FromMinutes(30);

    public async Task<int> DrainAsync(CancellationToken ct)
    {
        var installed = await tokens.AsApp().ListInstallationsAsync(ct);
        foreach (var gone in (await installations.ListAsync(ct)).Except(installed.Select(installation => installation.Id)))
            await installations.RemovedAsync(gone, clock.GetUtcNow(), ct);

        var (start, count) = (clock.GetUtcNow(), 0);
        foreach (var installation in installed)
        {
            await installations.InstalledAsync(installation.Id, ct);
            if (installation.IsSuspended) continue;
            // Whoever holds a lock may have been closed without our hearing it.
            foreach (var key in (await PullsAsync(installation.Id, ct)).Union(await locks.PullsAsync(installation.Id, ct))) await queue.MarkAsync(key, start + (Pace * count++), ct);
        }

        return count;
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
