using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>What a review says, in GitHub's words.</summary>
public enum ReviewState
{
    Approved,
    ChangesRequested,
    Commented,
    Dismissed,

    /// <summary>Written and not submitted.</summary>
    Pending,
}

/// <summary>
/// A review as GitHub has it now. <paramref name="Commit"/> is what it was given for, null when GitHub does not name it any more;
/// <paramref name="SubmittedAt"/> is null until it is submitted.
/// </summary>
public sealed record PullReview(long Id, Person By, ReviewState State, CommitSha? Commit, DateTimeOffset? SubmittedAt)
{
    /// <summary>Null when nothing is known of a dismissal.</summary>
    public Dismissal? Dismissal { get; init; }
}

/// <summary>Who dismissed a review and what it had said; null is what GitHub does not tell.</summary>
public sealed record Dismissal(Person? By, ReviewState? Was);
