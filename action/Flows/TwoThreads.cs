namespace TfPilot.Action.Flows;

/// <summary>Runs two computations at the same time; a failure of either is thrown as it is.</summary>
internal static class TwoThreads
{
    public static void Run(System.Action first, System.Action second)
    {
        var other = Task.Run(first);
        second();
        other.GetAwaiter().GetResult();
    }
}
