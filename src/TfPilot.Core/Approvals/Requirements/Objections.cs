using System.Diagnostics;

namespace TfPilot.Core.Approvals;

/// <summary>Requests for changes that block an environment. A push never removes one.</summary>
internal static class Objections
{
    private const string Topic = "requested changes";

    public static IEnumerable<RequirementResult> Of(
        Participants voters, ApprovalSettings settings, IReadOnlyList<Requirement> requirements) =>
        from opinion in voters.Opinions
        where opinion.Objection is not null
        from standing in opinion.IsUnsure ? Unsure(opinion, voters, settings)
            : Of(opinion, voters, settings, requirements)
        select standing;

    /// <summary>If contributors may not approve, unknown contributors already block elsewhere.</summary>
    private static IEnumerable<RequirementResult> Unsure(
        ReviewerState opinion, Participants voters, ApprovalSettings settings) => !settings.AllowContributors ? []
        : voters.Contributors.UnknownContributors.Select(doubt => doubt with
        {
            Topic = Topic,
            Reasons =
            [
                $"{opinion.Objection!.Dismissal!.By!.Login} dismissed {opinion.By.Login}'s change request. " +
                    "Contributors cannot dismiss, and not all contributors are known.",
                .. doubt.Reasons,
            ],
        });

    private static IEnumerable<RequirementResult> Of(
        ReviewerState opinion, Participants voters, ApprovalSettings settings, IReadOnlyList<Requirement> requirements)
    {
        var blocks = opinion.By.IsDeleted ? Membership.Yes
            : Blocks(opinion.By.Id, voters.Directory, settings, requirements);
        if (blocks == Membership.No) yield break;
        yield return blocks == Membership.Yes
            ? new RequirementResult(Environment: null, Decision.Blocked, $"{opinion.By.Login} requested changes",
                [Sentence(opinion, opinion.Objection!)])
            {
                Topic = Topic,
                Step = opinion.By.IsDeleted ? "dismiss the change request of a deleted account"
                    : $"resolve the changes that {opinion.By.Login} requested",
            }
            : new RequirementResult(Environment: null, Decision.Error, $"{opinion.By.Login} requested changes",
                [$"It is unknown whether {opinion.By.Login} may block, because not all permissions or teams " +
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

    private static string Sentence(ReviewerState opinion, PullReview objection) => objection switch
    {
        { By.IsDeleted: true } =>
            "The account that requested changes was deleted, so its permissions are unknown: a non-contributor has " +
            "to dismiss the request.",
        { State: ReviewState.Dismissed, Dismissal.By: { IsDeleted: false } by } =>
            $"{by.Login} dismissed the change request of {opinion.By.Login} but is a contributor, so it still " +
            $"blocks: {opinion.By.Login} has to approve, or a non-contributor has to dismiss it.",
        { State: ReviewState.Dismissed } =>
            $"It is unknown who dismissed the change request of {opinion.By.Login}, so it still blocks: " +
            $"{opinion.By.Login} has to review again.",
        _ => $"{opinion.By.Login} has to approve, or a non-contributor has to dismiss the request.",
    };
}
