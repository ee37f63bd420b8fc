namespace TfPilot.GitHub.Tests;

/// <summary>A clock on which every wait is over at once and is written down; only a try's time limit never comes, unless it is asked to.</summary>
internal sealed class HurriedClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
    public static readonly TimeSpan PerTry = TimeSpan.FromSeconds(29);

    private TimeSpan passed;

    public List<TimeSpan> Waits { get; } = [];

    public bool TriesTimeOut { get; init; }

    public void Passes(TimeSpan time) => passed += time;

    public override DateTimeOffset GetUtcNow() => Start + passed;

    public override long GetTimestamp() => passed.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(HurriedClock clock, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isLimit = dueTime == PerTry;
            if (dueTime < TimeSpan.Zero || (isLimit && !clock.TriesTimeOut)) return true;
            clock.passed += dueTime;
            if (!isLimit) clock.Waits.Add(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state)); // Its maker is not ready before this returns.
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
