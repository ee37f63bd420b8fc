namespace TfPilot.Core.Approvals;

/// <summary>What is asked of the names in the settings: that each stands for somebody, also where it was not needed this time.</summary>
internal static class NameRequirements
{
    /// <summary>Names that no other requirement tells of already.</summary>
    public static IEnumerable<RequirementResult> Void(PullEvaluation pull)
    {
        if (pull.Participants is not { Directory: var directory }) return [];
        var found = Electorates(pull)
            .Select(asked => (asked.Environment, Names: asked.Who.SelectMany(directory.Void).Distinct().ToList()))
            .Where(asked => asked.Names.Count > 0).ToList();
        if (found.Count == 0) return [];
        var told = ApprovalRequirement.Approvals(pull).Concat(PolicyOwners.Approvals(pull)).Concat(ReviewRequirement.Verdict(pull))
            .SelectMany(standing => standing.Reasons).ToHashSet(StringComparer.Ordinal);
        var standings = new List<RequirementResult>();
        foreach (var (environment, names) in found)
        {
            var untold = names.Where(name => told.Add(name.Why)).ToList();
            if (untold.Count > 0) standings.Add(Of(environment, untold, pull));
        }

        return standings;
    }

    /// <summary>A change of the settings alone may be what corrects the name, so there it is told and keeps nothing back.</summary>
    private static RequirementResult Of(string? environment, List<(string Name, string Why)> names, PullEvaluation pull)
    {
        var (branch, mayCorrectIt) = (pull.Facts.Settings.Branch, pull.MayCorrectNames);
        return new(
            environment, mayCorrectIt ? Decision.NotApplicable : Decision.Error,
            $"{PullEvaluation.Listed([.. names.Select(name => name.Name)])} is not known",
            [.. names.Select(name => name.Why), $"Nobody counts by this name: correct it in the settings of {branch}."])
        {
            Step = mayCorrectIt ? null : $"correct {names[0].Name} in the settings of {branch}",
        };
    }

    private static IEnumerable<(string? Environment, IEnumerable<EligibleApprovers> Who)> Electorates(PullEvaluation pull) =>
    [
        .. from name in pull.ApprovalScopes
           let environment = pull.Facts.Settings.Find(name)
           where environment is not null
           select (environment.Name, RequestedApprovers.Electorates(environment, pull.Facts.Settings.Roles)),
        (null, RequestedApprovers.Electorates(pull.Facts)),
    ];
}
