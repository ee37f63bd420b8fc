using Microsoft.Extensions.Time.Testing;

namespace TfPilot.GitHub.Tests;

/// <summary>
/// A fake clock that records every wait and advances to its end at once, because retries wait deep inside a call, where
/// a test cannot advance the clock. Attempts time out only if a test enables it.
/// </summary>
internal sealed class AutoAdvanceClock() : FakeTimeProvider(Start)
{
    public static new readonly DateTimeOffset Start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(29);

    public List<TimeSpan> Waits { get; } = [];

    public bool AttemptsTimeOut { get; init; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new AutoAdvanceTimer(this, base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class AutoAdvanceTimer(AutoAdvanceClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isLimit = dueTime == AttemptTimeout;
            if (dueTime < TimeSpan.Zero || (isLimit && !clock.AttemptsTimeOut)) return true;
            if (!isLimit) clock.Waits.Add(dueTime);
            var isSet = timer.Change(dueTime, period);
            ThreadPool.QueueUserWorkItem(_ => clock.Advance(dueTime)); // The caller needs the timer before it fires.
            return isSet;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
