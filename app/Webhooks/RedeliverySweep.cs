using TfPilot.App.Jobs;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Webhooks;

/// <summary>
/// Requests redelivery of failed deliveries, because GitHub does not retry them. A refused request is stored and
/// retried later.
/// </summary>
internal sealed class RedeliverySweep(
    InstallationTokens tokens, RedeliveryStore redeliveries, ScanSchedule schedule, TimeProvider clock,
    ILogger<RedeliverySweep> log) : IBackgroundJob
{
    /// <summary>After this many attempts, another redelivery would not help.</summary>
    private const int MaxAttempts = 5;
    private const int BatchSize = 200;

    /// <summary>GitHub keeps deliveries for this long.</summary>
    private static readonly TimeSpan DeliveryRetention = TimeSpan.FromDays(3);

    /// <summary>A requested redelivery appears in GitHub's list within this time.</summary>
    private static readonly TimeSpan ScanOverlap = TimeSpan.FromHours(6);

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan MaxDelay = TimeSpan.FromHours(6);

    public string Name => "the redelivery of failed deliveries";

    public TimeSpan PollInterval => ScanSchedule.PollInterval;

    public Task<int> RunOnceAsync(CancellationToken ct) =>
        schedule.RunAsync(Name, Interval, lease => SweepAsync(lease, ct), ct);

    private async Task<ScanResult> SweepAsync(ScanLease lease, CancellationToken ct)
    {
        var (now, github, requested) = (clock.GetUtcNow(), tokens.AsApp(), 0);
        await redeliveries.RemoveBeforeAsync(now - DeliveryRetention, ct);
        var deliveries = await github.ListDeliveriesAsync(lease.ReadUpTo is { } last && last > now - DeliveryRetention
            ? last - ScanOverlap : now - DeliveryRetention, ct);
        foreach (var lost in await LostAsync(deliveries, now, ct))
        {
            if (requested == BatchSize) await redeliveries.SaveAsync(lost, ct);
            else if (await IsRequestedAsync(github, lost, now, ct)) requested++;
        }

        return new(requested, now);
    }

    /// <summary>
    /// The failed deliveries that GitHub lists and the refused requests that are due, without those that have arrived
    /// since.
    /// </summary>
    private async Task<IEnumerable<PendingRedelivery>> LostAsync(
        IReadOnlyList<HookDelivery> deliveries, DateTimeOffset now, CancellationToken ct)
    {
        var pending = (await redeliveries.ListAsync(ct)).ToDictionary(lost => lost.Id);
        foreach (var arrived in deliveries.Where(delivery => delivery.IsAccepted && pending.Remove(delivery.Guid)))
            await redeliveries.RemoveAsync(arrived.Guid, ct);
        return Lost(deliveries).Where(lost => !pending.ContainsKey(lost.Guid))
            .Select(lost => new PendingRedelivery(lost.Guid, lost.Id, lost.At, Attempt: 0, now))
            .Concat(pending.Values.Where(lost => lost.NotBefore <= now)).OrderBy(lost => lost.At);
    }

    /// <summary>
    /// True when GitHub accepted the request. A rate limit of the App itself stops all further requests.
    /// </summary>
    private async Task<bool> IsRequestedAsync(
        GitHubClient github, PendingRedelivery lost, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            await github.RedeliverAsync(lost.Delivery, ct);
            await redeliveries.RemoveAsync(lost.Id, ct);
            return true;
        }
        catch (GitHubException failure) when (failure.Kind != GitHubErrorKind.RateLimited)
        {
            log.WorkIncomplete(Name, failure.Message);
            if (failure.Kind == GitHubErrorKind.NotFound) await redeliveries.RemoveAsync(lost.Id, ct);
            else await redeliveries.SaveAsync(
                lost with { Attempt = lost.Attempt + 1, NotBefore = now + DelayAfter(lost.Attempt) }, ct);
            return false;
        }
    }

    private static TimeSpan DelayAfter(int attempt) => attempt > 6 ? MaxDelay : Interval * (1 << attempt);

    /// <summary>The newest attempt of each event without an accepted attempt, oldest first.</summary>
    internal static IEnumerable<HookDelivery> Lost(IEnumerable<HookDelivery> deliveries) => deliveries
        .GroupBy(delivery => delivery.Guid)
        .Where(attempts => !attempts.Any(attempt => attempt.IsAccepted) && FailedRequests(attempts) < MaxAttempts)
        .Select(attempts => attempts.MaxBy(attempt => attempt.At)!)
        .OrderBy(attempt => attempt.At);

    /// <summary>Attempts within one scan interval count as one.</summary>
    private static int FailedRequests(IEnumerable<HookDelivery> attempts)
    {
        var first = attempts.Min(attempt => attempt.At);
        return attempts.Select(attempt => (attempt.At - first).Ticks / Interval.Ticks).Distinct().Count();
    }
}
