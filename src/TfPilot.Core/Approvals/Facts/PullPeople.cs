namespace TfPilot.Core.Approvals;

/// <summary>
/// Who has to do with a pull request and what they said, gathered at <paramref name="Now"/>. A list that is null could not be read, or not to its
/// end: then nothing that depends on it passes.
/// </summary>
public sealed record PullPeople(Person Author, DateTimeOffset Now)
{
    /// <summary>Who made a bot open the pull request; counts as the author, too.</summary>
    public Person? OnBehalfOf { get; init; }

    /// <summary>Whether readers may be told who could approve: on a public repository that would tell strangers who is in a team.</summary>
    public bool ShowsCandidates { get; init; }

    public IReadOnlyList<PullReview>? Reviews { get; init; } = [];

    /// <summary>All commits between base and head, over all parents.</summary>
    public IReadOnlyList<PullCommit>? Commits { get; init; } = [];

    public IReadOnlyList<Push>? Pushes { get; init; } = [];

    /// <summary>Whether the pushes will never be known: GitHub does not show the repository that the head is in, as the fork of a private one.</summary>
    public bool IsHeadHidden { get; init; }

    /// <summary>Whether the pushes are not known because the repository has more activity than is read.</summary>
    public bool IsActivityCut { get; init; }

    /// <summary>Every team that the settings name.</summary>
    public IReadOnlyList<TeamFacts> Teams { get; init; } = [];

    /// <summary>Of everybody who reviewed or commented.</summary>
    public IReadOnlyList<KnownAccess> Access { get; init; } = [];

    /// <summary>Every login that the settings name.</summary>
    public IReadOnlyList<KnownLogin> Logins { get; init; } = [];

    /// <summary>When the pull request got another base branch last; null when never.</summary>
    public DateTimeOffset? RetargetedAt { get; init; }

    /// <summary>The plans that were shown, at the head and before it.</summary>
    public IReadOnlyList<ShownPlan> Plans { get; init; } = [];

    /// <summary>The environments, null for what belongs to none, whose files changed on the base branch since they were planned.</summary>
    public IReadOnlyList<string?> StalePlans { get; init; } = [];

    public IReadOnlyList<OverrideRequest> Overrides { get; init; } = [];

    public IReadOnlyList<PolicyApproval> PolicyApprovals { get; init; } = [];

    public IReadOnlyList<HeldLock>? Locks { get; init; } = [];
}
