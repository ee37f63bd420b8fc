namespace TfPilot.Core.Approvals;

/// <summary>Requires that every name in the settings exists, even when its approval is not needed.</summary>
internal static class NameRequirements
{
    /// <summary>Names that no other requirement reports.</summary>
    public static IEnumerable<RequirementResult> Void(PullEvaluation pull)
    {
        if (pull.Participants is not { Directory: var directory }) return [];
        var found = Electorates(pull)
            .Select(asked => (
                asked.Environment, Names: asked.Who.SelectMany(directory.UnknownNames).Distinct().ToList()))
            .Where(asked => asked.Names.Count > 0).ToList();
        if (found.Count == 0) return [];
        var reported = ApprovalRequirement.Approvals(pull).Concat(PolicyOwners.Approvals(pull))
            .Concat(ReviewRequirement.Verdict(pull))
            .SelectMany(result => result.Reasons).ToHashSet(StringComparer.Ordinal);
        var results = new List<RequirementResult>();
        foreach (var (environment, names) in found)
        {
            var unreported = names.Where(name => reported.Add(name.Why)).ToList();
            if (unreported.Count > 0) results.Add(Of(environment, unreported, pull));
        }

        return results;
    }

    /// <summary>
    /// A settings-only change may be the correction of the name, so the problem is reported there without blocking.
    /// </summary>
    private static RequirementResult Of(string? environment, List<(string Name, string Why)> names, PullEvaluation pull)
    {
        var (branch, mayCorrectIt) = (pull.Facts.Settings.Branch, pull.MayCorrectNames);
        return new(
            environment, mayCorrectIt ? Decision.NotApplicable : Decision.Error,
            $"{PullEvaluation.Listed([.. names.Select(name => name.Name)])} does not exist",
            [.. names.Select(name => name.Why),
                $"Approvals through this name do not count: correct it in the settings of {branch}."])
        {
            Step = mayCorrectIt ? null : $"correct {names[0].Name} in the settings of {branch}",
        };
    }

    private static IEnumerable<(string? Environment, IEnumerable<EligibleApprovers> Who)> Electorates(
        PullEvaluation pull) =>
    [
        .. from name in pull.ApprovalScopes
           let environment = pull.Facts.Settings.Find(name)
           where environment is not null
           select (environment.Name, RequestedApprovers.Electorates(environment, pull.Facts.Settings.Roles)),
        (null, RequestedApprovers.Electorates(pull.Facts)),
    ];
}
