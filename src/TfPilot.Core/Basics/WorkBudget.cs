namespace TfPilot.Core.Basics;

/// <summary>
/// The limit of what one computation may take. The program sets it for a thread, and loops over what others sent spend from it: so a computation
/// ends while it runs, not after it. Without a limit nothing is counted.
/// </summary>
public static class WorkBudget
{
    /// <summary>Steps between two questions to the limit; a step is cheap, the question need not be.</summary>
    private const int StepsBetweenQuestions = 64;

    [ThreadStatic]
    private static Limit? current;

    /// <param name="exceeded">Why the work must end; null while it may go on. It is asked on the thread that works.</param>
    public static T Run<T>(Func<string?> exceeded, Func<T> work)
    {
        var outer = current;
        current = new(exceeded, outer);
        try
        {
            return work();
        }
        finally
        {
            current = outer;
        }
    }

    /// <summary>One step of work over data of unknown size. Throws <see cref="WorkBudgetException"/> when the thread's limit is reached.</summary>
    public static void Spend() => current?.Spend();

    private sealed class Limit(Func<string?> exceeded, Limit? outer)
    {
        private int steps;

        public void Spend()
        {
            outer?.Spend();
            if (++steps % StepsBetweenQuestions == 0 && exceeded() is { } reason) throw new WorkBudgetException(reason);
        }
    }
}

/// <summary>The work was ended because it took more than it may; the message says of what.</summary>
public sealed class WorkBudgetException(string message) : Exception(message);
