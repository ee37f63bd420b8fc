namespace TfPilot.Core.Basics;

/// <summary>
/// The limit of what a computation may take. The program sets it for a thread, and loops over what others sent spend
/// from it: so a computation ends while it runs, not after it. Without a limit nothing is counted.
/// </summary>
public static class WorkBudget
{
    [ThreadStatic]
    private static WorkLimit? current;

    /// <summary>Canceled when the work of this thread is no longer wanted.</summary>
    public static CancellationToken Cancellation => current?.Cancellation ?? CancellationToken.None;

    /// <summary>Sets the limit of this thread, or takes it away.</summary>
    public static void Use(WorkLimit? limit) => current = limit;

    /// <summary>One step of work over data of unknown size.</summary>
    public static void Spend() => current?.Spend();
}

/// <param name="check">
/// Asked again and again on the thread that works. It throws <see cref="WorkBudgetException"/> when the work must end.
/// </param>
public sealed class WorkLimit(Action check)
{
    /// <summary>A step is cheap, the question need not be.</summary>
    private const int StepsBetweenChecks = 64;

    private int steps;

    /// <summary>For libraries that end work of their own by it.</summary>
    public CancellationToken Cancellation { get; init; }

    internal void Spend()
    {
        if (++steps % StepsBetweenChecks == 0) check();
    }
}

/// <summary>The work was ended because it took more than it may; the message says of what.</summary>
public sealed class WorkBudgetException(string message) : Exception(message);
