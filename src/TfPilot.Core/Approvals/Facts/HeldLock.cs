namespace TfPilot.Core.Approvals;

/// <summary>A lock on an environment; <paramref name="Pull"/> is null for a freeze.</summary>
public sealed record HeldLock(string Environment, int? Pull, string By, string Reason)
{
    /// <summary>The account that requested it; null when only the name is known.</summary>
    public UserId? ById { get; init; }

    /// <summary>When the lock was taken.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Identifies this lock among all earlier and later locks of the environment.</summary>
    public long Ticket { get; init; }

    /// <summary>The waiting pull requests, next first.</summary>
    public IReadOnlyList<QueuedLock> Queue { get; init; } = [];
}

/// <summary>
/// A pull request in an environment's lock queue; <paramref name="Place"/> identifies the queue entry.
/// </summary>
public sealed record QueuedLock(int Pull, Person By, long Place);
