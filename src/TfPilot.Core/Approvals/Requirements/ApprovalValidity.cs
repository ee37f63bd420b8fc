using System.Diagnostics;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Whether an approval given earlier still is about what would be applied now.</summary>
/// <param name="Fingerprint">Of the environment's plan at the head; null when there is none that is trusted.</param>
internal sealed record ApprovalValidity(PullPeople People, CommitSha Head, IReadOnlySet<CommitSha> Commits, string? Environment, string? Fingerprint)
{
    /// <summary>Why it counts no more, as in "the plan changed since"; null when it counts.</summary>
    public string? Objection(PullReview approval, ApprovalSettings settings) =>
        approval.Commit is not { } commit ? "nobody knows any more what was approved"
        : Expired(approval.SubmittedAt, settings) ? $"the approval is older than {DurationText.Of(settings.MaxAge!.Value)}"
        : People.RetargetedAt >= approval.SubmittedAt && !IsOf(ShownAt(commit, approval.SubmittedAt)) ? "the base branch changed since"
        : settings.InvalidateOn switch
        {
            InvalidateOn.Push when commit != Head => $"{commit.Short} was approved, and the head is {Head.Short}",
            InvalidateOn.Push or InvalidateOn.Plan when commit == Head && IsUnseen(approval) => "the plan came after the approval; look at it, and approve again",
            InvalidateOn.Push => IsOfHead(approval) ? null : "the plan changed since",
            InvalidateOn.Plan when commit == Head => IsOfHead(approval) ? null : "the plan changed since",
            InvalidateOn.Plan when Fingerprint is null => $"{commit.Short} was approved, and the head has no plan yet",
            InvalidateOn.Plan => Earlier(commit, approval.SubmittedAt) is not { } shown ? $"nobody knows the plan of {commit.Short}, which was approved"
                : IsOf(shown) ? null : "the plan changed since",
            InvalidateOn.Never => Commits.Contains(commit) ? null : $"{commit.Short} was approved, and is no commit of the pull request any more",
            _ => throw new UnreachableException(),
        };

    public bool Expired(DateTimeOffset? given, ApprovalSettings settings) => EndOf(given, settings) <= People.Now;

    /// <summary>When an approval stops counting by its age alone.</summary>
    public static DateTimeOffset? EndOf(DateTimeOffset? given, ApprovalSettings settings) => given + settings.MaxAge;

    /// <summary>A head of which no plan was told earlier has the plan that it has.</summary>
    private bool IsOfHead(PullReview approval) => Fingerprint is null || Earlier(Head, approval.SubmittedAt) is not { } shown || IsOf(shown);

    private bool IsOf(ShownPlan? shown) => shown is not null && shown.Fingerprint == Fingerprint;

    /// <summary>Whether nobody could see a plan of the head when it was approved.</summary>
    private bool IsUnseen(PullReview approval) => Fingerprint is not null && Of(Head).Any() && Earlier(Head, approval.SubmittedAt) is null;

    /// <summary>What the approver saw. GitHub tells whole seconds, so the first plan counts as seen in the second that it came.</summary>
    private ShownPlan? Earlier(CommitSha commit, DateTimeOffset? at) =>
        ShownAt(commit, at) ?? Of(commit).Where(plan => plan.Since.ToUnixTimeSeconds() == at?.ToUnixTimeSeconds()).MinBy(plan => plan.Since);

    private ShownPlan? ShownAt(CommitSha commit, DateTimeOffset? at) => Of(commit).Where(plan => plan.Since <= at).MaxBy(plan => plan.Since);

    /// <summary>In an order of its own, so that equal moments do not depend on how the plans came.</summary>
    private IEnumerable<ShownPlan> Of(CommitSha commit) => People.Plans
        .Where(plan => plan.Commit == commit && JudgedPull.IsSame(plan.Environment, Environment))
        .OrderBy(plan => plan.Fingerprint, StringComparer.Ordinal);
}
