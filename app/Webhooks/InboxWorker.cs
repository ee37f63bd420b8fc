using System.Collections.Concurrent;
using TfPilot.App.Jobs;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Webhooks;
using TfPilot.Storage;

namespace TfPilot.App.Webhooks;

/// <summary>
/// Routes deliveries to the pull request queue. A delivery that fails stays in the inbox and does not block others.
/// </summary>
internal sealed class InboxWorker(
    Inbox inbox, DeliveryRouter router, Signals signals, DatabaseHealth database, TimeProvider clock,
    ILogger<InboxWorker> log) : IBackgroundJob
{
    private const int Batch = 100;
    private const int MaxParallel = 8;

    /// <summary>At this queue length, waits briefly so that more deliveries share one commit.</summary>
    private const int BurstLength = 8;

    private static readonly TimeSpan BurstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);

    /// <summary>Retry delay; the other holder's lease expires before the attempts run out.</summary>
    private static readonly TimeSpan LeaseRetryDelay = CommandStore.ClaimTimeout / (Inbox.MaxAttempts - 2);

    public string Name => "the inbox";

    public TimeSpan PollInterval => TimeSpan.FromSeconds(5);

    public int Workers => 2; // One may wait for GitHub.

    public Signal Signal => signals.Deliveries;

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        while (await inbox.ClaimAsync(Batch, clock.GetUtcNow(), ct) is { Count: > 0 } claimed)
        {
            if (claimed.Count == Batch) signals.Deliveries.Set();
            var done = new ConcurrentBag<Guid>();
            await Parallel.ForEachAsync(claimed,
                new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = ct },
                async (delivery, ct) =>
            {
                if (await IsDoneAsync(delivery, ct)) done.Add(delivery.Id);
            });
            await inbox.CompleteAsync(done, ct);
            count += claimed.Count;
            if (claimed.Count is >= BurstLength and < Batch) await Task.Delay(BurstDelay, ct);
        }

        return count;
    }

    private async Task<bool> IsDoneAsync(WebhookDelivery delivery, CancellationToken ct)
    {
        using var trace = log.BeginTrace($"{delivery.Id}");
        try
        {
            return await ComputeBudget.RunAsync(ComputeBudget.ForPull, () => ReadAsync(delivery, ct), ct);
        }
        catch (Exception failure) when (ComputeBudget.IsExceeded(failure))
        {
            return await ParkAsync(delivery, failure.Message, ct);
        }
        catch (GitHubException failure)
        {
            return await RetryAsync(delivery, clock.GetUtcNow() + (failure.Wait ?? RetryDelay), failure.Message, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (!database.Report(failure)) log.WorkFailed(Name, failure);
            return await RetryAsync(
                delivery, clock.GetUtcNow() + RetryDelay, $"unexpected {failure.GetType().Name}", ct);
        }
    }

    private Task<bool> ReadAsync(WebhookDelivery delivery, CancellationToken ct) =>
        WebhookReader.Read(delivery.Event, delivery.Payload)
        .Match(webhook => RouteAsync(delivery, webhook, ct),
            problems => ParkAsync(delivery, $"{problems[0].Path} {problems[0].Message}", ct));

    private async Task<bool> RouteAsync(WebhookDelivery delivery, Webhook webhook, CancellationToken ct)
    {
        var start = clock.GetTimestamp();
        var isDone = await router.RouteAsync(webhook, delivery.Received, ct);
        signals.Pulls.Set();
        if (isDone) log.DeliveryRouted(delivery.Id, delivery.Event, webhook.Installation, clock.Milliseconds(start));
        return isDone
            || await RetryAsync(delivery, clock.GetUtcNow() + LeaseRetryDelay,
                "another worker holds the lease, or GitHub does not show it yet", ct);
    }

    private async Task<bool> ParkAsync(WebhookDelivery delivery, string reason, CancellationToken ct)
    {
        log.DeliveryParked(delivery.Id, delivery.Event, reason);
        await inbox.ParkAsync(delivery.Id, reason, ct);
        return false;
    }

    private async Task<bool> RetryAsync(
        WebhookDelivery delivery, DateTimeOffset moment, string reason, CancellationToken ct)
    {
        log.DeliveryRetried(delivery.Id, delivery.Event, moment, reason);
        await inbox.RetryAsync(delivery.Id, moment, ct);
        return false;
    }
}
