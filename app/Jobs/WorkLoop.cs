using TfPilot.GitHub.Http;

namespace TfPilot.App.Jobs;

/// <summary>Runs one background job in a loop while the program runs. A failure does not end the loop.</summary>
internal sealed class WorkLoop(IBackgroundJob drain, DatabaseHealth database, TimeProvider clock, ILogger<WorkLoop> log)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, drain.Workers)
            .Select(_ => Task.Run(() => RunAsync(stoppingToken), CancellationToken.None)));

    private async Task RunAsync(CancellationToken ct)
    {
        var signal = drain.Signal ?? new Signal(clock);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var begun = clock.GetTimestamp();
                var count = await drain.RunOnceAsync(ct);
                // Deliveries, evaluations and scans write their own log lines.
                if (drain.Signal is null && drain.Every > ScanSchedule.PollInterval)
                    log.WorkDone(drain.Name, count, clock.Milliseconds(begun));
                database.Recover();
                await signal.WaitAsync(drain.Every, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (failure is GitHubException refused) log.WorkIncomplete(drain.Name, refused.Message);
                else if (!database.Report(failure)) log.WorkFailed(drain.Name, failure);
                await Task.Delay(drain.Every, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
