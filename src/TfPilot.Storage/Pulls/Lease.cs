namespace TfPilot.Storage;

/// <summary>
/// The right to work on a pull request alone until it ends; a later lease of the same pull request has a greater fence.
/// Attempts count from 1.
/// </summary>
public sealed record Lease(PullKey Key, long Fence, DateTimeOffset Until, int Attempt)
{
    public WorkClass Urgency { get; init; }

    /// <summary>How many looks in a row did not get all facts.</summary>
    public int Partials { get; init; }
}

/// <summary>Why a pull request needs a look; the first class is worked first.</summary>
public enum WorkClass
{
    /// <summary>Somebody just did something to this pull request.</summary>
    Event,

    /// <summary>One change concerns many: settings, a lock, a team.</summary>
    FanOut,

    /// <summary>A periodic scan, or a moment that was known before.</summary>
    Scan,
}

/// <summary>
/// What a look found out. <paramref name="IsPartial"/>: GitHub did not tell all; <paramref name="Subjects"/> is null
/// when they are not known.
/// </summary>
public sealed record LookResult(bool IsOpen, bool IsPartial, IReadOnlyList<PeopleSubject>? Subjects);

/// <summary>
/// A pull request nobody works on until something new happens to it; why, and when it was last tried.
/// </summary>
public sealed record DeadLetterPull(PullKey Key, string Reason, int Attempts, DateTimeOffset Tried);
