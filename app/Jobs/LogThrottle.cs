namespace TfPilot.App.Jobs;

/// <summary>Counts what happens often, for one line a minute. Safe for concurrent use.</summary>
internal sealed class LogThrottle(TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private DateTimeOffset? told;
    private int count;

    /// <summary>
    /// Counts one more. How many there were since the last line when another line is due; 0 when it is not.
    /// </summary>
    public int Add()
    {
        lock (gate)
        {
            count++;
            var now = clock.GetUtcNow();
            if (now - told < Interval) return 0;
            (told, var due) = (now, count);
            count = 0;
            return due;
        }
    }
}
