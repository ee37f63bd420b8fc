using System.Collections.Concurrent;

namespace TfPilot.App.Jobs;

/// <summary>Runs all due background jobs once, for a host that starts the program on a timer.</summary>
internal sealed class TimerRun(
    IEnumerable<IBackgroundJob> drains, DatabaseHealth database, TimeProvider clock, ILogger<TimerRun> log)
{
    private readonly ConcurrentDictionary<IBackgroundJob, DateTimeOffset> begun = [];

    /// <summary>Runs the due jobs within the time limit, urgent ones first. Returns one line per due job.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(TimeSpan limit, CancellationToken ct)
    {
        using var time = new CancellationTokenSource(limit, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, time.Token);
        var lines = new List<string>();
        foreach (var drain in drains.Where(IsDue).OrderBy(drain => drain.Signal is null).ToList())
            lines.Add($"{drain.Name}: {await RunAsync(drain, end.Token)}");
        return lines;
    }

    private bool IsDue(IBackgroundJob drain) =>
        !begun.TryGetValue(drain, out var last) || clock.GetUtcNow() - last >= drain.Every;

    private async Task<string> RunAsync(IBackgroundJob drain, CancellationToken ct)
    {
        begun[drain] = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        try
        {
            var done = await Task.WhenAll(Enumerable.Range(0, drain.Workers).Select(_ => drain.RunOnceAsync(ct)));
            if (drain.Signal is null) log.WorkDone(drain.Name, done.Sum(), clock.Milliseconds(started));
            return $"{done.Sum()}";
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            begun.TryRemove(drain, out _);
            return "not finished in time";
        }
        catch (Exception failure)
        {
            if (!database.Report(failure)) log.WorkFailed(drain.Name, failure);
            return $"failed ({failure.GetType().Name})";
        }
    }
}
