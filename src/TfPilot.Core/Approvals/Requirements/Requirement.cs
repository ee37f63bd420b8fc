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
        IReadOnlyList<Requirement> requirements, ApprovalSettings settings, ValidApprovals valid,
        Participants participants)
    {
        var (approvals, directory) = (valid.Approvals, participants.Directory);
        bool Fits(int index, Requirement requirement) =>
            directory.Of(approvals[index].By.Id, requirement.Eligible) == Membership.Yes;
        var assigned = settings.Distinct
            ? Matching.Find([.. requirements.Select(requirement => requirement.Count)], approvals.Count,
                (index, requirement) => Fits(index, requirements[requirement]))
            : [.. requirements.Select(requirement => (IReadOnlyList<int>)[.. Enumerable.Range(0, approvals.Count)
                .Where(index => Fits(index, requirement))])];
        return
        [
            .. requirements.Select((requirement, i) =>
                Judge(requirement, [.. assigned[i].Select(index => approvals[index])],
                    valid with { Approvals = Others(i) }, settings, participants)),
        ];

        // A surplus approval is assigned to no requirement and needs no explanation.
        IReadOnlyList<Approval> Others(int requirement) =>
            [.. approvals.Where((_, index) => !assigned[requirement].Contains(index)
            && (!Fits(index, requirements[requirement]) || assigned.Any(other => other.Contains(index))))];
    }

    private static RequirementResult Judge(
        Requirement requirement, IReadOnlyList<Approval> counted, ValidApprovals valid, ApprovalSettings settings,
        Participants participants)
    {
        var directory = participants.Directory;
        IReadOnlyList<string> errors = [.. directory.LookupErrors(requirement.Eligible)];
        var isMet = counted.Count >= requirement.Count;
        var isBroken = directory.UnknownNames(requirement.Eligible).Any();
        var ineligible = valid.Approvals.Select(
            approval => new DisregardedApproval(approval.By, IneligibilityOf(approval.By.Id, requirement, directory)));
        return new(Environment: null,
            isMet && !isBroken ? Decision.Approved : errors.Count > 0 ? Decision.Error : Decision.Pending,
            Words(requirement, counted.Count, isMet && !isBroken, errors.Count),
            [.. requirement.Reason.Length > 0 ? [requirement.Reason] : Array.Empty<string>(), .. errors])
        {
            PolicyRule = requirement.IsOfPolicy ? requirement.Name : null,
            Step = isBroken ? $"correct {directory.UnknownNames(requirement.Eligible).First().Name} in the settings"
                : isMet ? null
                : Step(requirement, counted.Count, errors.Count > 0),
            Demand = new(requirement.Name, requirement.Count, Who(requirement, settings),
                isMet ? [] : [.. Could(requirement, counted, settings, participants)]),
            Counted = [.. counted.Select(approval => approval.By)],
            Disregarded = [.. ineligible, .. valid.Disregarded],
            ExpiresAt = isMet ? EarliestExpiry(counted, requirement.Count) : null,
        };
    }

    /// <summary>Surplus approvals may expire without effect.</summary>
    private static DateTimeOffset? EarliestExpiry(IEnumerable<Approval> counted, int needed) =>
        counted.Select(approval => approval.ExpiresAt).OrderByDescending(until => until ?? DateTimeOffset.MaxValue)
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
        Requirement requirement, IReadOnlyList<Approval> counted, ApprovalSettings settings,
        Participants participants) =>
        !participants.People.ShowsCandidates ? []
        : participants.Directory.Members(requirement.Eligible)
            .Where(person => participants.Ineligibility(person, settings) is null
                && counted.All(approval => approval.By.Id != person.Id))
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
        if (isUnknown) return $"fix tfpilot's access to {who} (permission or name)";
        if (requirement.IsOfPolicy)
            return $"comment {PolicyApprovals.CommandFor(requirement.Name!)} " +
                $"({(missing > 1 ? $"{missing} of " : "")}{who})";
        if (requirement.IsOfOwners)
            return $"get {missing} {(missing == 1 ? "approval" : "approvals")} from the {requirement.Name} ({who})";
        return requirement.Name is { } name ? $"{approvals} ({name})" : approvals;
    }

    private static string Words(Requirement requirement, int have, bool isMet, int errors)
    {
        var lead = requirement.Name is { } name ? $"{name}: " : "";
        var count =
            $"{Math.Min(have, requirement.Count)} of {requirement.Count} " +
            $"{(requirement.Count == 1 ? "approval" : "approvals")}";
        return isMet ? $"{lead}{count}"
            : $"{lead}{count}, {requirement.Eligible} {(errors > 0 ? "is not known" : "missing")}";
    }
}
