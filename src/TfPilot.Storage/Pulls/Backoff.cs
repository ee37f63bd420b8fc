namespace TfPilot.Storage;

/// <summary>
/// How long to wait after a failed attempt: 5 seconds, then twice as long each time, at most 10 minutes.
/// </summary>
public static class Backoff
{
    private static readonly TimeSpan InitialDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(10);

    public static TimeSpan After(int attempt) =>
        attempt > 8 ? MaxDelay
            : TimeSpan.FromTicks(Math.Min(InitialDelay.Ticks << Math.Max(attempt - 1, 0), MaxDelay.Ticks));
}
