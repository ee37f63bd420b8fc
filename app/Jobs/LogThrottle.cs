namespace TfPilot.App.Jobs;

/// <summary>Counts frequent events for one log line per minute. Safe for concurrent use.</summary>
internal sealed class LogThrottle(TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private DateTimeOffset? lastLogged;
    private int count;

    /// <summary>Counts one event. Returns the count since the last line when a line is due; otherwise 0.</summary>
    public int Add()
    {
        lock (gate)
        {
            count++;
            var now = clock.GetUtcNow();
            if (now - lastLogged < Interval) return 0;
            (lastLogged, var due) = (now, count);
            count = 0;
            return due;
        }
    }
}
