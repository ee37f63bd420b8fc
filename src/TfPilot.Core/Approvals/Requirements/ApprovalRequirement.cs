namespace TfPilot.Core.Approvals;

/// <summary>The approvals that every environment requires under the effective settings.</summary>
internal static class ApprovalRequirement
{
    public static IEnumerable<RequirementResult> Approvals(JudgedPull pull) => pull.Participants is not { } voters ? []
        : pull.ApprovalScopes.SelectMany(
            pull.Facts.Settings.ApprovalsOf, (environment, settings) => Of(environment, settings, pull, voters))
            .Concat(BotRequirement.Lane(pull));

    private static RequirementResult Of(
        string? environment, ApprovalSettings settings, JudgedPull pull, Participants voters)
    {
        if (settings.Count == 0) return new(environment, Decision.NotApplicable, "no approvals required", []);
        if (pull.Lane is { Passes: true } lane && pull.In(environment).Any())
            return OfLane(environment, lane, voters, settings, pull.Facts.Settings.Roles);
        var freshness = new ApprovalValidity(
            voters.People, pull.Facts.Head, voters.Contributors.Commits, environment, pull.FingerprintOf(environment));
        return ApprovalRules.Judge(environment, voters, settings, [.. Requirements(environment, settings, pull)],
            freshness, OverrideResult.Of(environment, pull, voters));
    }

    /// <summary>A request for changes blocks the empty plan of a bot, too.</summary>
    private static RequirementResult OfLane(
        string? environment, BotLane lane, Participants voters, ApprovalSettings settings, RoleSettings roles) =>
        ApprovalRules.Join(environment,
            [new(Environment: null, Decision.NotApplicable, $"no approvals required: {lane.Why}", []),
                .. Objections.Of(voters, settings,
                    [new(Name: null, settings.Count, EligibleApprovers.Of(settings, roles))])],
            []);

    /// <summary>A condition that several plans meet adds one requirement only.</summary>
    private static IEnumerable<Requirement> Requirements(
        string? environment, ApprovalSettings settings, JudgedPull pull)
    {
        yield return new(Name: null, settings.Count, EligibleApprovers.Of(settings, pull.Facts.Settings.Roles));
        foreach (var further in settings.Also)
        {
            if (ConditionRules.MatchReason(further.When, pull, environment) is { } why)
                yield return new(further.Name, further.Count,
                    new(further.Teams, further.Users, Min: null, settings.Nested),
                    $"{further.Name} is required because {why}.");
        }
    }
}
