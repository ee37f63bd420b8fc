using System.Diagnostics;

namespace TfPilot.Core.Approvals;

/// <summary>Whose requests for changes hold an environment up. A push never takes one away.</summary>
internal static class Objections
{
    public static IEnumerable<Standing> Of(Voters voters, ApprovalSettings settings, IReadOnlyList<Requirement> requirements) =>
        from opinion in voters.Opinions
        where opinion.Objection is not null
        let blocks = Blocks(opinion.By.Id, voters.Directory, settings, requirements)
        where blocks != Membership.No
        select blocks == Membership.Yes
            ? new Standing(Environment: null, Decision.Blocked, $"{opinion.By.Login} asks for changes", [Sentence(opinion, opinion.Objection!)])
            : new Standing(Environment: null, Decision.Error, $"{opinion.By.Login} asks for changes", [$"Nobody knows whether {opinion.By.Login} may block, because not all permissions or teams could be read."]);

    private static Membership Blocks(UserId id, Directory directory, ApprovalSettings settings, IReadOnlyList<Requirement> requirements) => settings.ChangesRequested switch
    {
        ChangesRequested.Any => Membership.Yes,
        ChangesRequested.Write => !directory.IsKnown(id) ? Membership.Unknown : directory.AccessOf(id) >= RepositoryAccess.Write ? Membership.Yes : Membership.No,
        ChangesRequested.Eligible => requirements.Select(requirement => directory.Of(id, requirement.Who)).Max(),
        _ => throw new UnreachableException(),
    };

    private static string Sentence(Opinion opinion, PullReview objection) => objection switch
    {
        { State: ReviewState.Dismissed, Dismissal.By: { } by } => $"{by.Login} dismissed what {opinion.By.Login} asked for and contributes to the pull request, so it stands: {opinion.By.Login}, or somebody who contributed nothing, has to take it back.",
        { State: ReviewState.Dismissed } => $"Nobody knows who dismissed what {opinion.By.Login} asked for, so it stands: {opinion.By.Login} has to review again.",
        _ => $"{opinion.By.Login} has to approve, or somebody who contributed nothing has to dismiss the request.",
    };
}
