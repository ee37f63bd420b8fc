namespace TfPilot.Storage;

/// <summary>
/// An exclusive, expiring lease of a pull request; a later lease of the same pull request has a greater fencing token.
/// Attempts count from 1.
/// </summary>
public sealed record Lease(PullKey Key, long Fence, DateTimeOffset Until, int Attempt)
{
    public WorkClass Urgency { get; init; }

    /// <summary>The number of consecutive incomplete evaluations.</summary>
    public int Partials { get; init; }

    /// <summary>What caused the work; see <see cref="Correlation"/>.</summary>
    public IReadOnlyList<string> Traces { get; init; } = [];
}

/// <summary>The priority class of a queued pull request; the first class is processed first.</summary>
public enum WorkClass
{
    /// <summary>A person just changed this pull request.</summary>
    Event,

    /// <summary>A change that affects many pull requests: settings, a lock, a team.</summary>
    FanOut,

    /// <summary>A periodic scan, or a scheduled time.</summary>
    Scan,
}

/// <summary>
/// The result of an evaluation. <paramref name="IsPartial"/>: facts from GitHub are missing;
/// <paramref name="Subjects"/> is null when unknown.
/// </summary>
public sealed record EvaluationResult(bool IsOpen, bool IsPartial, IReadOnlyList<PeopleSubject>? Subjects);

/// <summary>
/// A parked pull request, which is not processed until a new event; with the reason and the last attempt.
/// </summary>
public sealed record DeadLetterPull(PullKey Key, string Reason, int Attempts, DateTimeOffset Tried);
