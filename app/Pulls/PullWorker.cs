using System.Diagnostics;
using TfPilot.App.Jobs;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>Takes pull requests from the queue, one at a time, and updates the checks of each.</summary>
internal sealed class PullWorker(
    PullQueue queue, Reconcile reconcile, DeadLetterChecks deadLetterChecks, InstallationTokens tokens,
    DatabaseHealth database, Signals signals,
    TimeProvider clock, ILogger<PullWorker> log) : IBackgroundJob
{
    /// <summary>The duration of a lease; longer than the maximum time of one evaluation.</summary>
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EvaluationTimeout = TimeSpan.FromSeconds(100);

    /// <summary>The time that a running evaluation gets to finish at shutdown.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The timeout for failing the checks of a parked pull request; together with an evaluation it is shorter than
    /// <see cref="LeaseDuration"/>.
    /// </summary>
    private static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(15);

    /// <summary>One of this many items is the oldest of any class, so that scans progress under load.</summary>
    private const int OldestEvery = 8;

    public string Name => "pull requests";

    public TimeSpan PollInterval => TimeSpan.FromSeconds(5);

    public int Workers => 4;

    public Signal Signal => signals.Pulls;

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        for (; !ct.IsCancellationRequested
            && await queue.ClaimAsync(
                clock.GetUtcNow(), LeaseDuration, count % OldestEvery == OldestEvery - 1, ct) is { } lease; count++)
        {
            signals.Pulls.Set(); // There may be more: wake the next worker.
            if (lease.Urgency == WorkClass.Scan && tokens.WaitForReserve(lease.Key.Installation) is { } wait)
                await queue.PostponeAsync(lease, clock.GetUtcNow() + wait, ct);
            else await WorkAsync(lease, ct);
        }

        return count;
    }

    private async Task WorkAsync(Lease lease, CancellationToken shutdown)
    {
        using var trace = log.BeginTrace(lease.Traces);
        if (lease.Attempt > PullQueue.MaxAttempts)
        {
            await ParkAsync(lease, $"tried {PullQueue.MaxAttempts} times; each worker stopped without a result");
            return;
        }

        using var limit = new CancellationTokenSource(EvaluationTimeout, clock);
        await using var end = shutdown.Register(() => limit.CancelAfter(ShutdownTimeout));
        try
        {
            var result = await ComputeBudget.RunAsync(
                ComputeBudget.ForPull, () => reconcile(lease, limit.Token), limit.Token);
            await queue.CompleteAsync(lease, ResultOf(result), CancellationToken.None);
        }
        catch (GitHubException failure) when (failure.Kind
            is GitHubErrorKind.Invalid or GitHubErrorKind.NotPermitted or GitHubErrorKind.PermissionMissing
            or GitHubErrorKind.Disabled)
        {
            await ParkAsync(lease, failure.Message);
        }
        catch (Exception failure) when (ComputeBudget.IsExceeded(failure))
        {
            await ParkAsync(lease, failure.Message);
        }
        catch (GitHubException failure)
        {
            await RetryAsync(lease, failure.Wait, failure.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            await RetryAsync(lease, shutdown.IsCancellationRequested ? TimeSpan.Zero : null,
                "it took too long, or the program ended");
        }
        catch (Exception failure)
        {
            if (!database.Report(failure)) log.WorkFailed($"{lease.Key}", failure);
            await RetryAsync(
                lease, null, $"unexpected {failure.GetType().Name}; see the log at {clock.GetUtcNow():u}");
        }
    }

    private static EvaluationResult ResultOf(ReconcileResult result) => result switch
    {
        ReconcileResult.Done(var evaluation) => evaluation,
        ReconcileResult.Gone => new(IsOpen: false, IsPartial: false, []),
        _ => throw new UnreachableException(),
    };

    private async Task RetryAsync(Lease lease, TimeSpan? wait, string reason)
    {
        if (lease.Attempt >= PullQueue.MaxAttempts)
        {
            await ParkAsync(lease, reason);
            return;
        }

        var moment = clock.GetUtcNow() + (wait ?? Backoff.After(lease.Attempt));
        log.PullRetried(lease.Key, moment, reason);
        await queue.RetryAsync(lease, reason, moment, CancellationToken.None);
    }

    private async Task ParkAsync(Lease lease, string reason)
    {
        log.PullParked(lease.Key, reason);
        await FailChecksAsync(lease, reason);
        await queue.ParkAsync(lease, reason, CancellationToken.None);
    }

    /// <summary>
    /// Fails the checks of the pull request. An error here is only logged, so that the pull request is parked anyway.
    /// </summary>
    private async Task FailChecksAsync(Lease lease, string reason)
    {
        using var limit = new CancellationTokenSource(CleanupTimeout, clock);
        try
        {
            await ComputeBudget.RunAsync(
                ComputeBudget.ForCleanup, () => deadLetterChecks.WriteAsync(lease, reason, limit.Token), limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            log.WorkIncomplete($"the check of the parked {lease.Key}", "GitHub did not respond in time");
        }
        catch (Exception failure)
        {
            if (!database.Report(failure)) log.WorkFailed($"{lease.Key}", failure);
        }
    }
}
