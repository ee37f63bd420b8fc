namespace TfPilot.App.Jobs;

/// <summary>Work that waits somewhere and is done until nothing is left; a timer may do it as well as a loop.</summary>
internal interface IBackgroundJob
{
    string Name { get; }

    /// <summary>How long after a round the next one comes by itself.</summary>
    TimeSpan Every { get; }

    /// <summary>How many may run beside each other in one process.</summary>
    int Workers => 1;

    /// <summary>What ends the wait at once; null where nothing is urgent.</summary>
    Signal? Signal => null;

    /// <summary>How much was done.</summary>
    Task<int> RunOnceAsync(CancellationToken ct);
}
