using System.Diagnostics;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.App.Jobs;

/// <summary>
/// The computing time (without waiting) and allocated bytes of one work item, across all threads. Core enforces the
/// limits through <see cref="WorkBudget"/>.
/// </summary>
internal sealed class ComputeBudget
{
    /// <summary>The budget of one evaluation. The largest accepted evidence needs only a part of it.</summary>
    public static readonly ComputeLimits ForPull = new(TimeSpan.FromSeconds(30), 16L << 30);

    public static readonly ComputeLimits ForRequest = new(TimeSpan.FromSeconds(15), 4L << 30);

    /// <summary>The budget for cleaning up after work that exceeded its own, such as failing its checks.</summary>
    public static readonly ComputeLimits ForCleanup = new(TimeSpan.FromSeconds(2), 64L << 20);

    private const double MaxMemoryLoad = 0.85;

    /// <summary>Work that allocated less than this is not the cause of memory pressure.</summary>
    private const long MinBytesToBlame = 128L << 20;

    private static readonly AsyncLocal<ComputeBudget?> Current = new(Changed);

    [ThreadStatic]
    private static (long Bytes, long Time) start;

    private readonly ComputeLimits limits;
    private readonly WorkLimit limit;
    private readonly CancellationToken ct;
    private long bytes;
    private long time;

    private ComputeBudget(ComputeLimits limits, CancellationToken ct)
    {
        (this.limits, this.ct) = (limits, ct);
        limit = new(Check) { Cancellation = ct };
    }

    /// <summary>Whether the current work has a budget; all processing of untrusted input must have one.</summary>
    public static bool IsActive => Current.Value is not null;

    /// <summary>Whether the input caused the failure, so that a retry would fail the same way.</summary>
    public static bool IsExceeded(Exception failure) =>
        failure is WorkBudgetException or RegexMatchTimeoutException or InsufficientExecutionStackException;

    /// <summary>
    /// Runs work under limits. Throws <see cref="WorkBudgetException"/> when it exceeds them or is canceled.
    /// </summary>
    public static async Task<T> RunAsync<T>(ComputeLimits limits, Func<Task<T>> work, CancellationToken ct)
    {
        Current.Value = new(limits, ct);
        return await work();
    }

    public static Task RunAsync(ComputeLimits limits, Func<Task> work, CancellationToken ct) =>
        RunAsync(limits, async () =>
    {
        await work();
        return true;
    }, ct);

    /// <summary>The runtime calls this when a thread enters or leaves the async context of a budget.</summary>
    private static void Changed(AsyncLocalValueChangedArgs<ComputeBudget?> change)
    {
        change.PreviousValue?.Leave();
        if (change.CurrentValue is not null) Enter();
        WorkBudget.Use(change.CurrentValue?.limit);
    }

    private static void Enter() => start = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());

    private void Leave()
    {
        Interlocked.Add(ref bytes, GC.GetAllocatedBytesForCurrentThread() - start.Bytes);
        Interlocked.Add(ref time, Stopwatch.GetTimestamp() - start.Time);
    }

    private void Check()
    {
        ct.ThrowIfCancellationRequested();
        var allocated = Interlocked.Read(ref bytes) + GC.GetAllocatedBytesForCurrentThread() - start.Bytes;
        var ticks = Interlocked.Read(ref time) + Stopwatch.GetTimestamp() - start.Time;
        if (ticks > limits.Time.TotalSeconds * Stopwatch.Frequency)
            throw Exceeded($"it needs more than {limits.Time.TotalSeconds:0} s of computing time");
        if (allocated > limits.Bytes) throw Exceeded($"it needs more than {limits.Bytes >> 20} MiB of memory");
        if (allocated > MinBytesToBlame && IsMemoryNearlyFull())
            throw Exceeded("the memory of the program is nearly full, and this work uses much of it");
    }

    private static bool IsMemoryNearlyFull() =>
        GC.GetTotalMemory(forceFullCollection: false) > MaxMemoryLoad * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static WorkBudgetException Exceeded(string what) =>
        new($"{what}; its evidence or settings are too large or malicious, or the program has too little memory");
}

/// <summary>The limits on computing time and allocated bytes of one work item.</summary>
internal sealed record ComputeLimits(TimeSpan Time, long Bytes);
