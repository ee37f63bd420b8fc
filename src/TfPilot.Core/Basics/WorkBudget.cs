namespace TfPilot.Core.Basics;

/// <summary>
/// Limits the work of a computation. The program sets the limit for a thread, and loops over untrusted data spend from
/// it, so that a computation stops while it runs. Without a limit nothing is counted.
/// </summary>
public static class WorkBudget
{
    [ThreadStatic]
    private static WorkLimit? current;

    /// <summary>Canceled when the work of this thread must stop.</summary>
    public static CancellationToken Cancellation => current?.Cancellation ?? CancellationToken.None;

    /// <summary>Sets or removes the limit of the current thread.</summary>
    public static void Use(WorkLimit? limit) => current = limit;

    /// <summary>Counts one step of work over data of unknown size.</summary>
    public static void Spend() => current?.Spend();
}

/// <param name="check">Called repeatedly on the working thread. It throws <see cref="WorkBudgetException"/> when the
/// work must stop.</param>
public sealed class WorkLimit(Action check)
{
    /// <summary>A step is cheap, but the check may be expensive.</summary>
    private const int StepsBetweenChecks = 64;

    private int steps;

    /// <summary>Passed to libraries, so that their own work stops as well.</summary>
    public CancellationToken Cancellation { get; init; }

    internal void Spend()
    {
        if (++steps % StepsBetweenChecks == 0) check();
    }
}

/// <summary>Thrown when a computation exceeded its limit; the message names the computation.</summary>
public sealed class WorkBudgetException(string message) : Exception(message);
