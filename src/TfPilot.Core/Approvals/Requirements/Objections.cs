using System.Diagnostics;

namespace TfPilot.Core.Approvals;

/// <summary>Requests for changes that block an environment. A push never removes one.</summary>
internal static class Objections
{
    private const string Topic = "requested changes";

    public static IEnumerable<RequirementResult> Of(
        Participants participants, ApprovalSettings settings, IReadOnlyList<Requirement> requirements) =>
        from reviewer in participants.Reviewers
        where reviewer.Objection is not null
        from result in reviewer.IsUnsure ? Unsure(reviewer, participants, settings)
            : Of(reviewer, participants, settings, requirements)
        select result;

    /// <summary>If contributors may not approve, unknown contributors already block elsewhere.</summary>
    private static IEnumerable<RequirementResult> Unsure(
        ReviewerState reviewer, Participants participants, ApprovalSettings settings) =>
        !settings.AllowContributors ? []
        : participants.Contributors.UnknownContributors.Select(doubt => doubt with
        {
            Topic = Topic,
            Reasons =
            [
                $"{reviewer.Objection!.Dismissal!.By!.Login} dismissed {reviewer.By.Login}'s change request. " +
                    "Contributors cannot dismiss, and not all contributors are known.",
                .. doubt.Reasons,
            ],
        });

    private static IEnumerable<RequirementResult> Of(
        ReviewerState reviewer, Participants participants, ApprovalSettings settings,
        IReadOnlyList<Requirement> requirements)
    {
        var blocks = reviewer.By.IsDeleted ? Membership.Yes
            : Blocks(reviewer.By.Id, participants.Directory, settings, requirements);
        if (blocks == Membership.No) yield break;
        yield return blocks == Membership.Yes
            ? new RequirementResult(Environment: null, Decision.Blocked, $"{reviewer.By.Login} requested changes",
                [Sentence(reviewer, reviewer.Objection!)])
            {
                Topic = Topic,
                Step = reviewer.By.IsDeleted ? "dismiss the change request of a deleted account"
                    : $"resolve the changes that {reviewer.By.Login} requested",
            }
            : new RequirementResult(Environment: null, Decision.Error, $"{reviewer.By.Login} requested changes",
                [$"It is unknown whether {reviewer.By.Login} may block, because not all permissions or teams " +
                    "could be read."])
            { Topic = Topic };
    }

    private static Membership Blocks(
        UserId id, PeopleDirectory directory, ApprovalSettings settings, IReadOnlyList<Requirement> requirements) =>
            settings.ChangesRequested switch
            {
                ChangesRequested.Any => Membership.Yes,
                ChangesRequested.Write =>
                    !directory.IsKnown(id) ? Membership.Unknown : directory.AccessOf(id) >= RepositoryAccess.Write
                    ? Membership.Yes : Membership.No,
                ChangesRequested.Eligible =>
                    requirements.Select(requirement => directory.Of(id, requirement.Eligible)).Max(),
                _ => throw new UnreachableException(),
            };

    private static string Sentence(ReviewerState reviewer, PullReview objection) => objection switch
    {
        { By.IsDeleted: true } =>
            "The account that requested changes was deleted, so its permissions are unknown: a non-contributor has " +
            "to dismiss the request.",
        { State: ReviewState.Dismissed, Dismissal.By: { IsDeleted: false } by } =>
            $"{by.Login} dismissed the change request of {reviewer.By.Login} but is a contributor, so it still " +
            $"blocks: {reviewer.By.Login} has to approve, or a non-contributor has to dismiss it.",
        { State: ReviewState.Dismissed } =>
            $"It is unknown who dismissed the change request of {reviewer.By.Login}, so it still blocks: " +
            $"{reviewer.By.Login} has to review again.",
        _ => $"{reviewer.By.Login} has to approve, or a non-contributor has to dismiss the request.",
    };
}
