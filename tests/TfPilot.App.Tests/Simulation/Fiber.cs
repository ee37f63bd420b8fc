namespace TfPilot.App.Tests.Simulation;

/// <summary>
/// One piece of the App's work, such as a request or a run of a background job. It stops before each request to GitHub
/// and goes on when the simulation resumes it, so only one fiber runs at any time and their order is that of the seed.
/// </summary>
internal sealed class Fiber(string name, int firstState)
{
    /// <summary>The real time between two requests; a fiber that takes longer waits for something forever.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly AsyncLocal<Fiber?> Running = new();

    private Task work = Task.CompletedTask;
    private TaskCompletionSource stopped = NewSource();
    private TaskCompletionSource resumed = NewSource();

    /// <summary>The fiber of the calling code; null outside of all fibers.</summary>
    public static Fiber? Current => Running.Value;

    public string Name => name;

    /// <summary>The first state of the world that it can have seen.</summary>
    public int FirstState { get; set; } = firstState;

    public bool IsDone => work.IsCompleted;

    /// <summary>The failure that ended it; null when it succeeded or still runs.</summary>
    public Exception? Failure => work.Exception?.InnerException;

    /// <summary>Runs the work until its first request.</summary>
    public Task StartAsync(Func<Task> start)
    {
        work = Task.Run(async () =>
        {
            Running.Value = this;
            await start();
        });
        return NextAsync(stopped);
    }

    /// <summary>Lets the request go, and runs the work until its next one.</summary>
    public Task ResumeAsync()
    {
        var next = stopped = NewSource();
        resumed.SetResult();
        return NextAsync(next);
    }

    /// <summary>Called before a request; returns when the simulation resumes the fiber.</summary>
    public Task StopAsync()
    {
        resumed = NewSource();
        stopped.SetResult();
        return resumed.Task;
    }

    private async Task NextAsync(TaskCompletionSource next) =>
        await Task.WhenAny(work, next.Task).WaitAsync(Limit);

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
