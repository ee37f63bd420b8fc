namespace TfPilot.Core.Approvals;

/// <summary>A lock on an environment; <paramref name="Pull"/> is null when a person froze it.</summary>
public sealed record HeldLock(string Environment, int? Pull, string By, string Reason)
{
    /// <summary>Who asked for it; null when only the name is known.</summary>
    public UserId? ById { get; init; }

    /// <summary>Since when it holds.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Tells this hold from every earlier and later one of the environment.</summary>
    public long Ticket { get; init; }

    /// <summary>The pull requests that wait for it, the next one first.</summary>
    public IReadOnlyList<QueuedLock> Queue { get; init; } = [];
}

/// <summary>A pull request that waits for an environment; <paramref name="Place"/> tells this wait from every other.</summary>
public sealed record QueuedLock(int Pull, Person By, long Place);
