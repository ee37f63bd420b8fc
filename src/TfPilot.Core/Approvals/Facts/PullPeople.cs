namespace TfPilot.Core.Approvals;

/// <summary>
/// The people of a pull request and their reviews, gathered at <paramref name="Now"/>. A null list could not be read
/// completely; everything that depends on it fails.
/// </summary>
public sealed record PullPeople(Person Author, DateTimeOffset Now)
{
    /// <summary>The person who triggered the bot that opened the pull request; treated as the author, too.</summary>
    public Person? OnBehalfOf { get; init; }

    /// <summary>
    /// Whether possible approvers may be shown. On a public repository they would reveal team membership.
    /// </summary>
    public bool ShowsCandidates { get; init; }

    public IReadOnlyList<PullReview>? Reviews { get; init; } = [];

    /// <summary>All commits between base and head, including those of merged branches.</summary>
    public IReadOnlyList<PullCommit>? Commits { get; init; } = [];

    public IReadOnlyList<Push>? Pushes { get; init; } = [];

    /// <summary>
    /// Whether the pushes cannot be read because GitHub hides the head repository, such as a fork of a private
    /// repository.
    /// </summary>
    public bool IsHeadHidden { get; init; }

    /// <summary>Whether the pushes are unknown because the repository has more activity than is read.</summary>
    public bool IsActivityTruncated { get; init; }

    /// <summary>All teams named in the settings.</summary>
    public IReadOnlyList<TeamFacts> Teams { get; init; } = [];

    /// <summary>The access of everyone who reviewed or commented.</summary>
    public IReadOnlyList<KnownAccess> Access { get; init; } = [];

    /// <summary>All logins named in the settings.</summary>
    public IReadOnlyList<KnownLogin> Logins { get; init; } = [];

    /// <summary>When the base branch of the pull request last changed; null when it never did.</summary>
    public DateTimeOffset? RetargetedAt { get; init; }

    /// <summary>The published plans of the head and of earlier commits.</summary>
    public IReadOnlyList<PublishedPlan> Plans { get; init; } = [];

    /// <summary>
    /// The environments (null: files outside all environments) whose files changed on the base branch since the plan.
    /// </summary>
    public IReadOnlyList<string?> StalePlans { get; init; } = [];

    public IReadOnlyList<OverrideRequest> Overrides { get; init; } = [];

    public IReadOnlyList<PolicyApproval> PolicyApprovals { get; init; } = [];

    public IReadOnlyList<HeldLock>? Locks { get; init; } = [];
}
