using TfPilot.GitHub.Http;

namespace TfPilot.App.Jobs;

/// <summary>Runs one background job in a loop while the program runs. A failure does not end the loop.</summary>
internal sealed class WorkLoop(IBackgroundJob job, DatabaseHealth database, TimeProvider clock, ILogger<WorkLoop> log)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, job.Workers)
            .Select(_ => Task.Run(() => RunAsync(stoppingToken), CancellationToken.None)));

    private async Task RunAsync(CancellationToken ct)
    {
        var signal = job.Signal ?? new Signal(clock);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var start = clock.GetTimestamp();
                var count = await job.RunOnceAsync(ct);
                // Deliveries, evaluations and scans write their own log lines.
                if (job.Signal is null && job.PollInterval > ScanSchedule.PollInterval)
                    log.WorkDone(job.Name, count, clock.Milliseconds(start));
                database.Recover();
                await signal.WaitAsync(job.PollInterval, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (failure is GitHubException refused) log.WorkIncomplete(job.Name, refused.Message);
                else if (!database.Report(failure)) log.WorkFailed(job.Name, failure);
                await Task.Delay(job.PollInterval, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
