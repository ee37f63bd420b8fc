namespace TfPilot.Core.Approvals;

/// <summary>What every environment asks of people, by the settings in force.</summary>
internal static class ApprovalRequirement
{
    public static IEnumerable<Standing> Approvals(PullCase pull)
    {
        if (pull.Voters is not { } voters) yield break;
        foreach (var environment in pull.Governed)
        {
            var settings = pull.Facts.Settings.ApprovalsOf(environment);
            yield return settings.Count == 0
                ? new(environment, Decision.NotApplicable, "no approvals asked", [])
                : ApprovalRules.Judge(environment, voters, settings, [First(settings, pull)], FreshnessOf(pull, voters, environment));
        }
    }

    private static Requirement First(ApprovalSettings settings, PullCase pull) => new(Name: null, settings.Count, Electorate.Of(settings, pull.Facts.Settings.Roles));

    private static Freshness FreshnessOf(PullCase pull, Voters voters, string? environment) =>
        new(voters.People, pull.Facts.Head, voters.Contributors.Commits, environment, EnvironmentPlan.FingerprintOf(pull, environment));
}
