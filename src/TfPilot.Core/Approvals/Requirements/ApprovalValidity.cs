using System.Diagnostics;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Whether an earlier approval still covers the current plan.</summary>
/// <param name="Fingerprint">Of the environment's plan at the head; null when there is no trusted plan.</param>
internal sealed record ApprovalValidity(
    PullPeople People, CommitSha Head, IReadOnlySet<CommitSha> Commits, string? Environment, string? Fingerprint)
{
    /// <summary>Why the approval no longer counts, such as "the plan changed since"; null when it counts.</summary>
    public string? Objection(PullReview approval, ApprovalSettings settings) =>
        approval.Commit is not { } commit ? "the approved commit is unknown"
        : Expired(approval.SubmittedAt, settings)
        ? $"the approval is older than {DurationText.Of(settings.MaxAge!.Value)}"
        : People.RetargetedAt >= approval.SubmittedAt && !IsOf(PublishedAt(commit, approval.SubmittedAt))
        ? "the base branch was changed since"
        : settings.InvalidateOn switch
        {
            InvalidateOn.Push when commit != Head => $"{commit.Short} was approved, and the head is {Head.Short}",
            InvalidateOn.Push or InvalidateOn.Plan when commit == Head && IsUnseen(approval) =>
                "the plan arrived after the approval; review it and approve again",
            InvalidateOn.Push => IsOfHead(approval) ? null : "the plan changed since",
            InvalidateOn.Plan when commit == Head => IsOfHead(approval) ? null : "the plan changed since",
            InvalidateOn.Plan when Fingerprint is null => $"{commit.Short} was approved, and the head has no plan yet",
            InvalidateOn.Plan =>
                Earlier(commit, approval.SubmittedAt) is not { } shown
                ? $"the plan of {commit.Short}, which was approved, is unknown"
                : IsOf(shown) ? null : "the plan changed since",
            InvalidateOn.Never =>
                Commits.Contains(commit) ? null
                : $"{commit.Short} was approved, and is no longer a commit of the pull request",
            _ => throw new UnreachableException(),
        };

    public bool Expired(DateTimeOffset? given, ApprovalSettings settings) => EndOf(given, settings) <= People.Now;

    /// <summary>When an approval expires by age.</summary>
    public static DateTimeOffset? EndOf(DateTimeOffset? given, ApprovalSettings settings) => given + settings.MaxAge;

    /// <summary>If no earlier plan of the head was published, the current plan counts as the approved one.</summary>
    private bool IsOfHead(PullReview approval) =>
        Fingerprint is null || Earlier(Head, approval.SubmittedAt) is not { } shown || IsOf(shown);

    private bool IsOf(PublishedPlan? shown) => shown is not null && shown.Fingerprint == Fingerprint;

    /// <summary>Whether no plan of the head was visible at the time of approval.</summary>
    private bool IsUnseen(PullReview approval) =>
        Fingerprint is not null && Of(Head).Any() && Earlier(Head, approval.SubmittedAt) is null;

    /// <summary>
    /// The plan the approver saw. GitHub reports whole seconds, so a first plan of the same second counts as seen.
    /// </summary>
    private PublishedPlan? Earlier(CommitSha commit, DateTimeOffset? at) =>
        PublishedAt(commit, at)
        ?? Of(commit).Where(plan => plan.Since.ToUnixTimeSeconds() == at?.ToUnixTimeSeconds())
        .MinBy(plan => plan.Since);

    private PublishedPlan? PublishedAt(CommitSha commit, DateTimeOffset? at) =>
        Of(commit).Where(plan => plan.Since <= at).MaxBy(plan => plan.Since);

    /// <summary>Sorted, so that plans with equal timestamps do not depend on arrival order.</summary>
    private IEnumerable<PublishedPlan> Of(CommitSha commit) => People.Plans
        .Where(plan => plan.Commit == commit && EnvironmentNames.IsSame(plan.Environment, Environment))
        .OrderBy(plan => plan.Fingerprint, StringComparer.Ordinal);
}
