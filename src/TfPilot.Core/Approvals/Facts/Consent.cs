using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// A published plan: the fingerprint of an environment's plan (null: of plans without environment) at a commit, and
/// when it was first shown.
/// </summary>
public sealed record PublishedPlan(CommitSha Commit, string? Environment, string Fingerprint, DateTimeOffset Since);

/// <summary>A comment that asks to allow exactly this plan of an environment without its approvals.</summary>
public sealed record OverrideRequest(
    Person By, string Environment, CommitSha Head, string Fingerprint, string Reason, DateTimeOffset At)
{
    /// <summary>Whether the comment was edited or deleted; its author is then no longer certain.</summary>
    public bool IsEdited { get; init; }

    /// <summary>GitHub's comment id; 0 when unknown.</summary>
    public long Comment { get; init; }
}

/// <summary>A person's approval to apply the merged change to an environment.</summary>
public sealed record ApplyApproval(Person By, string Environment, DateTimeOffset At)
{
    /// <inheritdoc cref="OverrideRequest.IsEdited"/>
    public bool IsEdited { get; init; }

    /// <summary>GitHub's id of the comment; null when it was given with the button of a check.</summary>
    public long? Comment { get; init; }
}

/// <summary>A comment after the merge that confirms that a project is to be destroyed.</summary>
/// <param name="Project">As the comment names it.</param>
public sealed record DestroyConfirmation(Person By, string Project, DateTimeOffset At)
{
    /// <inheritdoc cref="OverrideRequest.IsEdited"/>
    public bool IsEdited { get; init; }

    /// <inheritdoc cref="OverrideRequest.Comment"/>
    public long Comment { get; init; }
}

/// <summary>
/// A comment that approves the findings of a rule in an environment; <paramref name="Findings"/> is the hash of all
/// those findings.
/// </summary>
public sealed record PolicyApproval(Person By, string Rule, string? Environment, string Findings, DateTimeOffset At)
{
    /// <inheritdoc cref="OverrideRequest.IsEdited"/>
    public bool IsEdited { get; init; }

    /// <inheritdoc cref="OverrideRequest.Comment"/>
    public long Comment { get; init; }
}
