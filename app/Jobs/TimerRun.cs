using System.Collections.Concurrent;

namespace TfPilot.App.Jobs;

/// <summary>Runs all due background jobs once, for a host that starts the program on a timer.</summary>
internal sealed class TimerRun(
    IEnumerable<IBackgroundJob> jobs, DatabaseHealth database, TimeProvider clock, ILogger<TimerRun> log)
{
    private readonly ConcurrentDictionary<IBackgroundJob, DateTimeOffset> lastStarted = [];

    /// <summary>Runs the due jobs within the time limit, urgent ones first. Returns one line per due job.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(TimeSpan limit, CancellationToken ct)
    {
        using var time = new CancellationTokenSource(limit, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, time.Token);
        var lines = new List<string>();
        foreach (var job in jobs.Where(IsDue).OrderBy(job => job.Signal is null).ToList())
            lines.Add($"{job.Name}: {await RunAsync(job, end.Token)}");
        return lines;
    }

    private bool IsDue(IBackgroundJob job) =>
        !lastStarted.TryGetValue(job, out var last) || clock.GetUtcNow() - last >= job.PollInterval;

    private async Task<string> RunAsync(IBackgroundJob job, CancellationToken ct)
    {
        lastStarted[job] = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        try
        {
            var done = await Task.WhenAll(Enumerable.Range(0, job.Workers).Select(_ => job.RunOnceAsync(ct)));
            if (job.Signal is null) log.WorkDone(job.Name, done.Sum(), clock.Milliseconds(started));
            return $"{done.Sum()}";
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            lastStarted.TryRemove(job, out _);
            return "not finished in time";
        }
        catch (Exception failure)
        {
            if (!database.Report(failure)) log.WorkFailed(job.Name, failure);
            return $"failed ({failure.GetType().Name})";
        }
    }
}
