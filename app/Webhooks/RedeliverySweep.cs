using TfPilot.App.Jobs;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Webhooks;

/// <summary>
/// Asks GitHub to deliver again what did not arrive; GitHub does not do so by itself. What GitHub refuses is kept and
/// asked for later.
/// </summary>
internal sealed class RedeliverySweep(
    InstallationTokens tokens, RedeliveryStore refused, ScanSchedule schedule, TimeProvider clock,
    ILogger<RedeliverySweep> log) : IBackgroundJob
{
    /// <summary>What failed in so many rounds fails for a reason that another attempt does not mend.</summary>
    private const int MaxRounds = 5;
    private const int BatchSize = 200;

    /// <summary>GitHub remembers deliveries that long.</summary>
    private static readonly TimeSpan DeliveryRetention = TimeSpan.FromDays(3);

    /// <summary>What was asked for again shows up within.</summary>
    private static readonly TimeSpan ScanOverlap = TimeSpan.FromHours(6);

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan MaxDelay = TimeSpan.FromHours(6);

    public string Name => "the sweep of failed deliveries";

    public TimeSpan Every => ScanSchedule.PollInterval;

    public Task<int> RunOnceAsync(CancellationToken ct) =>
        schedule.RunAsync(Name, Interval, lease => SweepAsync(lease, ct), ct);

    private async Task<ScanResult> SweepAsync(ScanLease lease, CancellationToken ct)
    {
        var (now, github, asked) = (clock.GetUtcNow(), tokens.AsApp(), 0);
        await refused.RemoveBeforeAsync(now - DeliveryRetention, ct);
        var deliveries = await github.ListDeliveriesAsync(lease.Scanned is { } last && last > now - DeliveryRetention
            ? last - ScanOverlap : now - DeliveryRetention, ct);
        foreach (var lost in await LostAsync(deliveries, now, ct))
        {
            if (asked == BatchSize) await refused.SaveAsync(lost, ct);
            else if (await IsRequestedAsync(github, lost, now, ct)) asked++;
        }

        return new(asked, now);
    }

    /// <summary>
    /// What GitHub lists, and what it refused before; of that nothing before its time, and nothing that arrived since.
    /// </summary>
    private async Task<IEnumerable<LostDelivery>> LostAsync(
        IReadOnlyList<HookDelivery> deliveries, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = (await refused.ListAsync(ct)).ToDictionary(lost => lost.Id);
        foreach (var arrived in deliveries.Where(delivery => delivery.IsAccepted && waiting.Remove(delivery.Guid)))
            await refused.RemoveAsync(arrived.Guid, ct);
        return Lost(deliveries).Where(lost => !waiting.ContainsKey(lost.Guid))
            .Select(lost => new LostDelivery(lost.Guid, lost.Id, lost.At, Attempt: 0, now))
            .Concat(waiting.Values.Where(lost => lost.NotBefore <= now)).OrderBy(lost => lost.At);
    }

    /// <summary>
    /// True when it comes again. Where GitHub limits the App itself, nothing else is asked for either.
    /// </summary>
    private async Task<bool> IsRequestedAsync(
        GitHubClient github, LostDelivery lost, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            await github.RedeliverAsync(lost.Delivery, ct);
            await refused.RemoveAsync(lost.Id, ct);
            return true;
        }
        catch (GitHubException failure) when (failure.Kind != GitHubErrorKind.RateLimited)
        {
            log.WorkIncomplete(Name, failure.Message);
            if (failure.Kind == GitHubErrorKind.NotFound) await refused.RemoveAsync(lost.Id, ct);
            else await refused.SaveAsync(
                lost with { Attempt = lost.Attempt + 1, NotBefore = now + DelayAfter(lost.Attempt) }, ct);
            return false;
        }
    }

    private static TimeSpan DelayAfter(int attempt) => attempt > 6 ? MaxDelay : Interval * (1 << attempt);

    /// <summary>The newest attempt of each event of which none was accepted, oldest first.</summary>
    internal static IEnumerable<HookDelivery> Lost(IEnumerable<HookDelivery> deliveries) => deliveries
        .GroupBy(delivery => delivery.Guid)
        .Where(attempts => !attempts.Any(attempt => attempt.IsAccepted) && FailedRequests(attempts) < MaxRounds)
        .Select(attempts => attempts.MaxBy(attempt => attempt.At)!)
        .OrderBy(attempt => attempt.At);

    /// <summary>What falls into the time of one round counts once, whoever asked for it.</summary>
    private static int FailedRequests(IEnumerable<HookDelivery> attempts)
    {
        var first = attempts.Min(attempt => attempt.At);
        return attempts.Select(attempt => (attempt.At - first).Ticks / Interval.Ticks).Distinct().Count();
    }
}
