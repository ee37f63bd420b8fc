namespace TfPilot.Core.Approvals;

/// <summary>
/// A number of different eligible people. <paramref name="Name"/> is null for the environment's first requirement;
/// <paramref name="Reason"/> is a sentence, or empty.
/// </summary>
internal sealed record Requirement(string? Name, int Count, EligibleApprovers Eligible, string Reason = "")
{
    /// <summary>Whether a policy rule requires it, so that people approve with a command.</summary>
    public bool IsOfPolicy { get; init; }

    /// <summary>Whether the requirement's name already describes the people.</summary>
    public bool IsOfOwners { get; init; }
}

/// <summary>Evaluates which requirements the approvals satisfy.</summary>
internal static class RequirementRules
{
    public static IReadOnlyList<RequirementResult> Judge(
        IReadOnlyList<Requirement> requirements, ApprovalSettings settings, ValidApprovals ballots, Participants voters)
    {
        var (votes, directory) = (ballots.Votes, voters.Directory);
        bool Fits(int vote, Requirement requirement) =>
            directory.Of(votes[vote].By.Id, requirement.Eligible) == Membership.Yes;
        var serving = settings.Distinct
            ? Matching.Find([.. requirements.Select(requirement => requirement.Count)], votes.Count,
                (vote, requirement) => Fits(vote, requirements[requirement]))
            : [.. requirements.Select(requirement => (IReadOnlyList<int>)[.. Enumerable.Range(0, votes.Count)
                .Where(vote => Fits(vote, requirement))])];
        return
        [
            .. requirements.Select((requirement, i) =>
                Judge(requirement, [.. serving[i].Select(vote => votes[vote])], ballots with { Votes = Others(i) },
                    settings, voters)),
        ];

        // A surplus approval serves no requirement and needs no explanation.
        IReadOnlyList<Approval> Others(int requirement) =>
            [.. votes.Where((vote, at) => !serving[requirement].Contains(at)
            && (!Fits(at, requirements[requirement]) || serving.Any(other => other.Contains(at))))];
    }

    private static RequirementResult Judge(
        Requirement requirement, IReadOnlyList<Approval> counted, ValidApprovals ballots, ApprovalSettings settings,
        Participants voters)
    {
        var directory = voters.Directory;
        IReadOnlyList<string> troubles = [.. directory.LookupErrors(requirement.Eligible)];
        var isMet = counted.Count >= requirement.Count;
        var isBroken = directory.Void(requirement.Eligible).Any();
        var strangers = ballots.Votes.Select(
            vote => new DisregardedApproval(vote.By, IneligibilityOf(vote.By.Id, requirement, directory)));
        return new(Environment: null,
            isMet && !isBroken ? Decision.Approved : troubles.Count > 0 ? Decision.Error : Decision.Pending,
            Words(requirement, counted.Count, isMet && !isBroken, troubles.Count),
            [.. requirement.Reason.Length > 0 ? [requirement.Reason] : Array.Empty<string>(), .. troubles])
        {
            PolicyRule = requirement.IsOfPolicy ? requirement.Name : null,
            Step = isBroken ? $"correct {directory.Void(requirement.Eligible).First().Name} in the settings"
                : isMet ? null
                : Step(requirement, counted.Count, troubles.Count > 0),
            Demand = new(requirement.Name, requirement.Count, Who(requirement, settings),
                isMet ? [] : [.. Could(requirement, counted, settings, voters)]),
            Counted = [.. counted.Select(vote => vote.By)],
            Disregarded = [.. strangers, .. ballots.Disregarded],
            Until = isMet ? EarliestExpiry(counted, requirement.Count) : null,
        };
    }

    /// <summary>Surplus approvals may expire without effect.</summary>
    private static DateTimeOffset? EarliestExpiry(IEnumerable<Approval> counted, int needed) =>
        counted.Select(vote => vote.Until).OrderByDescending(until => until ?? DateTimeOffset.MaxValue)
        .ElementAtOrDefault(needed - 1);

    private static string Who(Requirement requirement, ApprovalSettings settings) =>
        $"{requirement.Count} of {requirement.Eligible}" + (settings.AllowAuthor, settings.AllowContributors) switch
        {
            (false, false) => ", not the author or a contributor",
            (false, true) => ", not the author",
            (true, false) => ", not a contributor",
            (true, true) => "",
        };

    private static IEnumerable<string> Could(
        Requirement requirement, IReadOnlyList<Approval> counted, ApprovalSettings settings, Participants voters) =>
        !voters.People.ShowsCandidates ? []
        : voters.Directory.Members(requirement.Eligible)
            .Where(person => voters.Ineligibility(person, settings) is null
                && counted.All(vote => vote.By.Id != person.Id))
            .Select(person => person.Login);

    private static string IneligibilityOf(UserId id, Requirement requirement, PeopleDirectory directory) =>
        directory.HasLeft(id) ? "no longer has access to the repository"
        : !directory.IsKnown(id) ? "the access of this account is unknown"
        : directory.Of(id, requirement.Eligible) switch
        {
            Membership.Yes => "counts for another requirement",
            Membership.No when directory.IsOfTeamButOnlyReads(id, requirement.Eligible) =>
                $"has no write access to the repository, which {requirement.Eligible} requires",
            Membership.Unknown => $"it is unknown whether this account belongs to {requirement.Eligible}",
            _ => $"is not in {requirement.Eligible}",
        };

    private static string Step(Requirement requirement, int have, bool isUnknown)
    {
        var (who, missing) = (requirement.Eligible, requirement.Count - have);
        var approvals =
            $"get {missing} {(have > 0 ? "more " : "")}{(missing == 1 ? "approval" : "approvals")} from {who}";
        return isUnknown ? $"fix tfpilot's access to {who} (permission or name)"
            : requirement.IsOfPolicy
            ? $"comment {PolicyApprovals.CommandFor(requirement.Name!)} ({(missing > 1 ? $"{missing} of " : "")}{who})"
            : requirement.IsOfOwners
            ? $"get {missing} {(missing == 1 ? "approval" : "approvals")} from the {requirement.Name} ({who})"
            : requirement.Name is { } name ? $"{approvals} ({name})"
            : approvals;
    }

    private static string Words(Requirement requirement, int have, bool isMet, int troubles)
    {
        var lead = requirement.Name is { } name ? $"{name}: " : "";
        var count =
            $"{Math.Min(have, requirement.Count)} of {requirement.Count} " +
            $"{(requirement.Count == 1 ? "approval" : "approvals")}";
        return isMet ? $"{lead}{count}"
            : $"{lead}{count}, {requirement.Eligible} {(troubles > 0 ? "is not known" : "missing")}";
    }
}
