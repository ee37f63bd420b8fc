using TfPilot.Storage;

namespace TfPilot.App.Jobs;

/// <summary>
/// The state of a database outage: its start and its first reason, which later failures do not replace. Logs at most
/// one line per minute, regardless of the number of failures.
/// </summary>
internal sealed class DatabaseHealth(Database database, TimeProvider clock, ILogger<DatabaseHealth> log)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    /// <summary>How long a result is cached, so that not every request queries the database.</summary>
    private static readonly TimeSpan CacheLifetime = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly LogThrottle throttle = new(clock);
    private (string Reason, DateTimeOffset Since)? outage;
    private (Task Answer, DateTimeOffset At)? lastProbe;

    /// <summary>
    /// Whether the failure is a database outage. If so, it is logged here and the caller need not log it.
    /// </summary>
    public bool Report(Exception failure)
    {
        if (DatabaseOutage.ReasonOf(failure) is not { } reason) return false;
        lock (gate) outage ??= (reason, clock.GetUtcNow());
        if (throttle.Add() is > 0 and var count) log.DatabaseAway(reason, Since(), count);
        return true;
    }

    /// <summary>Records that the database accepted work.</summary>
    public void Recover()
    {
        if (outage is null) return;
        lock (gate)
        {
            if (outage is not { } over) return;
            log.DatabaseBack(over.Since, over.Reason);
            outage = null;
        }
    }

    /// <summary>
    /// Returns when the database responds, for callers that must not wait long. Throws <see cref="TimeoutException"/>
    /// when it does not respond in time.
    /// </summary>
    public Task ProbeAsync(CancellationToken ct)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (lastProbe is not { } known || (known.Answer.IsCompleted && now - known.At >= CacheLifetime))
                lastProbe = (database.ProbeAsync(CancellationToken.None), now);
            return lastProbe.Value.Answer.WaitAsync(Timeout, ct);
        }
    }

    /// <summary>
    /// Null when the database accepts a write; otherwise the reason, and the first reason of the outage.
    /// </summary>
    public async Task<string?> ProblemAsync(CancellationToken ct)
    {
        try
        {
            await Task.Run(() => database.PingAsync(ct), CancellationToken.None).WaitAsync(Timeout, ct);
            Recover();
            return null;
        }
        catch (Exception failure)
            when (Report(failure) || (failure is OperationCanceledException && Report(new TimeoutException())))
        {
            var reason = DatabaseOutage.ReasonOf(
                failure is OperationCanceledException ? new TimeoutException() : failure)!;
            return outage is { } first && first.Reason != reason
                ? $"{reason} It began at {first.Since:u}: {first.Reason}" : $"{reason} Since {Since():u}.";
        }
    }

    private DateTimeOffset Since() => outage?.Since ?? clock.GetUtcNow();
}
