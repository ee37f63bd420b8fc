namespace TfPilot.Core.Approvals;

/// <summary>Evaluates the approvals of one environment's plans.</summary>
internal static class ApprovalRules
{
    /// <param name="requirements">At least one.</param>
    public static RequirementResult Judge(
        string? environment, Participants voters, ApprovalSettings settings, IReadOnlyList<Requirement> requirements,
        ApprovalValidity freshness, OverrideResult overriding)
    {
        var judged = RequirementRules.Judge(
            requirements, settings, ValidApprovals.Of(voters, settings, freshness), voters);
        return Join(environment,
            [.. Unread(voters), .. voters.UnknownContributors(settings),
                .. Objections.Of(voters, settings, requirements), .. judged.Select(overriding.Apply)],
                overriding.Refused);
    }

    /// <summary>Combines several results into one: the worst wins and provides the text.</summary>
    /// <param name="refused">Approvals that count for none of them.</param>
    public static RequirementResult Join(
        string? environment, IReadOnlyList<RequirementResult> parts, IReadOnlyList<DisregardedApproval> refused)
    {
        var decision = parts.Select(part => part.Decision).Worst();
        var counted = parts.SelectMany(part => part.Counted).DistinctBy(person => person.Id)
            .OrderBy(person => person.Id.Value).ToList();
        var uncounted = parts.SelectMany(part => part.Disregarded)
            .Where(not => counted.TrueForAll(person => person.Id != not.Person.Id)).Concat(refused).Distinct().ToList();
        return new(environment, decision,
            string.Join(" · ", parts.Where(part => part.Decision == decision).Select(part => part.Words).Distinct()),
            [.. parts.Where(part => part.Decision > Decision.Approved).SelectMany(part => part.Reasons),
                .. uncounted.Select(not => not.ToString())])
        {
            Counted = counted,
            Disregarded = uncounted,
            Parts = parts,
            Until = parts.Min(part => part.Until),
        };
    }

    private static IEnumerable<RequirementResult> Unread(Participants voters)
    {
        if (voters.People.Reviews is null)
            yield return new(Environment: null, Decision.Error, "the reviews could not be read",
                ["The reviews could not be read completely; tfpilot retries automatically."])
            {
                Topic = "reviews",
                Step = "wait a minute, the reviews could not be read"
            };
    }
}
