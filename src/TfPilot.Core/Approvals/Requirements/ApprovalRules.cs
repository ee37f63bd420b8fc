namespace TfPilot.Core.Approvals;

/// <summary>Evaluates the approvals of one environment's plans.</summary>
internal static class ApprovalRules
{
    /// <param name="requirements">At least one.</param>
    public static RequirementResult Judge(
        string? environment, Participants participants, ApprovalSettings settings,
        IReadOnlyList<Requirement> requirements, ApprovalValidity validity, OverrideResult overriding)
    {
        var judged = RequirementRules.Judge(
            requirements, settings, ValidApprovals.Of(participants, settings, validity), participants);
        return Join(environment,
            [.. Unread(participants), .. participants.UnknownContributors(settings),
                .. Objections.Of(participants, settings, requirements), .. judged.Select(overriding.Apply)],
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
        var disregarded = parts.SelectMany(part => part.Disregarded)
            .Where(not => counted.TrueForAll(person => person.Id != not.Person.Id)).Concat(refused).Distinct().ToList();
        return new(environment, decision,
            string.Join(" · ", parts.Where(part => part.Decision == decision).Select(part => part.Words).Distinct()),
            [.. parts.Where(part => part.Decision > Decision.Approved).SelectMany(part => part.Reasons),
                .. disregarded.Select(not => not.ToString())])
        {
            Counted = counted,
            Disregarded = disregarded,
            Parts = parts,
            ExpiresAt = parts.Min(part => part.ExpiresAt),
        };
    }

    private static IEnumerable<RequirementResult> Unread(Participants participants)
    {
        if (participants.People.Reviews is null)
            yield return new(Environment: null, Decision.Error, "the reviews could not be read",
                ["The reviews could not be read completely; tfpilot retries automatically."])
            {
                Topic = "reviews",
                Step = "wait a minute, the reviews could not be read"
            };
    }
}
