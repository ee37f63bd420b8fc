using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>The state of a review, in GitHub's terms.</summary>
public enum ReviewState
{
    Approved,
    ChangesRequested,
    Commented,
    Dismissed,

    /// <summary>Not submitted yet.</summary>
    Pending,
}

/// <summary>
/// A review as GitHub reports it. <paramref name="Commit"/> is the reviewed commit, null when GitHub no longer names
/// it; <paramref name="SubmittedAt"/> is null until submission.
/// </summary>
public sealed record PullReview(long Id, Person By, ReviewState State, CommitSha? Commit, DateTimeOffset? SubmittedAt)
{
    /// <summary>Null when no dismissal is known.</summary>
    public Dismissal? Dismissal { get; init; }
}

/// <summary>Who dismissed a review, and its state before; null when GitHub does not say.</summary>
public sealed record Dismissal(Person? By, ReviewState? Was);
