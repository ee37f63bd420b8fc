namespace TfPilot.App.Jobs;

/// <summary>A background job that processes pending work until none is left; run by a loop or by a timer.</summary>
internal interface IBackgroundJob
{
    string Name { get; }

    /// <summary>The interval between two runs.</summary>
    TimeSpan PollInterval { get; }

    /// <summary>The maximum number of concurrent runs in one process.</summary>
    int Workers => 1;

    /// <summary>The signal that ends the wait early; null when the job is never urgent.</summary>
    Signal? Signal => null;

    /// <summary>Processes the pending work. Returns the number of items processed.</summary>
    Task<int> RunOnceAsync(CancellationToken ct);
}
