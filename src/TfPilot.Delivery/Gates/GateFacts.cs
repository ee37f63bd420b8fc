using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Changes;
using TfPilot.Delivery.Locks;

namespace TfPilot.Delivery.Gates;

/// <summary>The job that asks, from the verified claims of its OIDC token.</summary>
/// <param name="Event">The GitHub event that started the run.</param>
/// <param name="Workflow">The run's own workflow file, such as
/// <c>acme/infra/.github/workflows/apply.yml@refs/heads/main</c>; null when GitHub does not say.</param>
/// <param name="Ref">Such as <c>refs/heads/main</c>.</param>
/// <param name="Environment">The job's GitHub environment; null for a job without one.</param>
public sealed record GateCaller(
    string Repository, string Event, string? Workflow, string Ref, CommitSha Commit, RunAttempt Run,
    string? Environment);

/// <summary>The plan that the job is about to apply.</summary>
/// <param name="Review">Judged with today's settings of the default branch.</param>
public sealed record FreshPlan(ProjectFacts Facts, ProjectReview Review);

/// <summary>The newest successful apply of the project in the environment.</summary>
/// <param name="ChangeMergedAt">When the applied change was merged.</param>
public sealed record LastApply(int? Pull, CommitSha Commit, RunAttempt Run, DateTimeOffset ChangeMergedAt);

/// <summary>All facts for one answer of the gate, gathered at <paramref name="Now"/>.</summary>
/// <param name="Environment">The environment's name as the job gave it.</param>
public sealed record GateFacts(
    GateCaller Caller, string Environment, string Project, EffectiveSettings Settings, ApplySettings Apply,
    DateTimeOffset Now)
{
    /// <summary>Null before the job has planned, as for a deployment protection rule.</summary>
    public FreshPlan? Fresh { get; init; }

    /// <summary>
    /// The approved change of this commit, or of an earlier commit with the same files of the project; null when there
    /// is none.
    /// </summary>
    public ApprovedChange? Change { get; init; }

    /// <summary>The approved plan; null when it is no longer stored.</summary>
    public ProjectFacts? ApprovedFacts { get; init; }

    /// <summary>Locks and freezes made by command; null when they could not be read.</summary>
    public IReadOnlyList<HeldLock>? Locks { get; init; } = [];

    /// <summary>The apply that this one has to wait for; null when there is none.</summary>
    public ApplyLock? Blocker { get; init; }

    /// <summary>The waiting apply that goes first; null when none does.</summary>
    public WaitingApply? Ahead { get; init; }

    /// <summary>
    /// Whether the change goes before others that wait, because of a label of its pull request (<c>locks.queue:
    /// priority</c>).
    /// </summary>
    public bool IsUrgent { get; init; }

    public LastApply? Last { get; init; }

    /// <summary>
    /// Whether the commit of <see cref="Last"/> contains the change; looked up only when both were merged in the same
    /// second, because GitHub's times are whole seconds.
    /// </summary>
    public bool IsContainedInLast { get; init; }

    /// <summary>
    /// Null when the environment requires no approvals before an apply, or when they could not be read.
    /// </summary>
    public ApplyApprovalResult? ApplyApprovals { get; init; }

    /// <summary>The freezes of the settings that hold for the environment now.</summary>
    public IReadOnlyList<FreezeWindow> Freezes { get; init; } = [];

    /// <summary>The members of the teams that freezes except.</summary>
    public IReadOnlyList<TeamFacts> ExceptedTeams { get; init; } = [];

    /// <summary>The confirmations in comments of the change's pull request that still exist unedited.</summary>
    public IReadOnlyList<DestroyConfirmation> Confirmations { get; init; } = [];

    /// <summary>The environment in the settings; null when they do not define it.</summary>
    public EffectiveEnvironment? Known => Settings.Find(Environment);
}
