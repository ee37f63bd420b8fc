using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>A plan as it was shown: the fingerprint of an environment (null: of plans without one) at a commit, and since when.</summary>
public sealed record ShownPlan(CommitSha Commit, string? Environment, string Fingerprint, DateTimeOffset Since);

/// <summary>A comment that asks to let exactly this plan of an environment through without its approvals.</summary>
public sealed record OverrideRequest(Person By, string Environment, CommitSha Head, string Fingerprint, string Reason, DateTimeOffset At)
{
    /// <summary>Whether the comment was changed after it was written, or deleted: then nobody knows who wrote what is there.</summary>
    public bool IsEdited { get; init; }

    /// <summary>GitHub's number of the comment; 0 where it is not known.</summary>
    public long Comment { get; init; }
}

/// <summary>A comment that approves what a rule found in an environment; <paramref name="Findings"/> is the hash of all that it found.</summary>
public sealed record PolicyApproval(Person By, string Rule, string? Environment, string Findings, DateTimeOffset At)
{
    /// <inheritdoc cref="OverrideRequest.IsEdited"/>
    public bool IsEdited { get; init; }

    /// <inheritdoc cref="OverrideRequest.Comment"/>
    public long Comment { get; init; }
}
