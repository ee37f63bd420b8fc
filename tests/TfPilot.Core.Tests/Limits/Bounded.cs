using System.Diagnostics;

namespace TfPilot.Core.Tests.Limits;

/// <summary>
/// The cost of some work: elapsed time, bytes allocated by its thread, and the exception that ended it.
/// </summary>
internal sealed record Cost(TimeSpan Time, long Bytes, Exception? Failure)
{
    public override string ToString() =>
        $"{Time.TotalSeconds:F1} s, {Bytes >> 20} " +
        $"MiB{(Failure is null ? "" : $", {Failure.GetType().Name}: {Failure.Message}")}";
}

/// <summary>Runs work on a separate thread, so that endless work fails a test instead of blocking all tests.</summary>
internal static class Bounded
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static Cost Run(Action work)
    {
        var (cost, watch) = (default(Cost), Stopwatch.StartNew());
        var thread = new Thread(() => cost = Measure(work)) { IsBackground = true };
        thread.Start();
        return thread.Join(Timeout) ? cost! : new(watch.Elapsed, 0, new TimeoutException("it did not end"));
    }

    public static Cost Measure(Action work)
    {
        var (bytes, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        Exception? failure = null;
        try
        {
            work();
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }

        return new(watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - bytes, failure);
    }
}
