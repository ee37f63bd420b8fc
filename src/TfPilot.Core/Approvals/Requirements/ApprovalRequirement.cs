namespace TfPilot.Core.Approvals;

/// <summary>The approvals that every environment requires under the effective settings.</summary>
internal static class ApprovalRequirement
{
    public static IEnumerable<RequirementResult> Approvals(JudgedPull pull) =>
        pull.Participants is not { } participants ? []
        : pull.ApprovalScopes.SelectMany(
            pull.Facts.Settings.ApprovalsOf, (environment, settings) => Of(environment, settings, pull, participants))
            .Concat(BotRequirement.Of(pull));

    private static RequirementResult Of(
        string? environment, ApprovalSettings settings, JudgedPull pull, Participants participants)
    {
        if (settings.RequiredCount == 0) return new(environment, Decision.NotApplicable, "no approvals required", []);
        if (pull.BotPull is { Passes: true } botPull && pull.In(environment).Any())
            return OfBotPull(environment, botPull, participants, settings, pull.Facts.Settings.Roles);
        var validity = new ApprovalValidity(
            participants.People, pull.Facts.Head, participants.Contributors.Commits, environment,
            pull.FingerprintOf(environment));
        return ApprovalRules.Judge(environment, participants, settings, [.. Requirements(environment, settings, pull)],
            validity, OverrideResult.Of(environment, pull, participants));
    }

    /// <summary>A request for changes blocks the empty plan of a bot, too.</summary>
    private static RequirementResult OfBotPull(
        string? environment, BotPullRequest botPull, Participants participants, ApprovalSettings settings,
        RoleSettings roles) =>
        ApprovalRules.Join(environment,
            [new(Environment: null, Decision.NotApplicable, $"no approvals required: {botPull.Why}", []),
                .. Objections.Of(participants, settings,
                    [new(Name: null, settings.RequiredCount, EligibleApprovers.Of(settings, roles))])],
            []);

    /// <summary>A condition that several plans meet adds one requirement only.</summary>
    private static IEnumerable<Requirement> Requirements(
        string? environment, ApprovalSettings settings, JudgedPull pull)
    {
        yield return new(Name: null, settings.RequiredCount, EligibleApprovers.Of(settings, pull.Facts.Settings.Roles));
        foreach (var further in settings.Additional)
        {
            if (ConditionRules.MatchReason(further.When, pull, environment) is { } why)
                yield return new(further.Name, further.RequiredCount,
                    new(further.Teams, further.Users, Min: null, settings.IncludeChildTeams),
                    $"{further.Name} is required because {why}.");
        }
    }
}
