namespace TfPilot.Core.Approvals;

/// <summary>What is asked when a pull request changes the rules themselves: their owners approve this very head.</summary>
internal static class PolicyOwners
{
    private static readonly ApprovalSettings ThisHead = ApprovalSettings.Default;

    public static IEnumerable<RequirementResult> Approvals(JudgedPull pull)
    {
        if (pull.Participants is not { } voters) yield break;
        var (touched, settings) = (pull.Facts.Touched, pull.Facts.Settings);
        foreach (var kind in Enum.GetValues<ProtectedPathKind>())
        {
            var paths = touched.Protected.Where(governing => governing.Kind == kind).Select(governing => governing.Path).ToList();
            if (paths.Count == 0 && touched.IsComplete) continue;
            var owners = kind == ProtectedPathKind.Policy ? settings.Owners.Policy : settings.Owners.Workflows;
            var (who, why) = Demand(EligibleApprovers.Of(owners, settings.Roles), pull, voters.Directory);
            var what = paths.Count > 0 ? JudgedPull.Listed(paths) : "More than GitHub tells";
            yield return ApprovalRules.Judge(
                environment: null, voters, ThisHead,
                [new($"owners of {kind.ToString().ToLowerInvariant()}", owners.Count, who, $"{what} changed, which decides how changes are judged.{why}") { IsOfOwners = true }],
                new(voters.People, pull.Facts.Head, voters.Contributors.Commits, Environment: null, Fingerprint: null), OverrideResult.None);
        }
    }

    /// <summary>
    /// Owners by a name that stands for nobody could never approve the change that corrects the name. So there the administrators of the repository
    /// stand in for it, who could lift the required check as well.
    /// </summary>
    private static (EligibleApprovers Who, string Why) Demand(EligibleApprovers owners, JudgedPull pull, PeopleDirectory directory)
    {
        var names = directory.Void(owners).Select(found => found.Name).ToList();
        if (names.Count == 0 || !pull.MayCorrectNames) return (owners, "");
        var left = owners with
        {
            Teams = [.. owners.Teams.Where(team => !names.Contains($"{team}"))],
            Min = owners.Min ?? RepositoryAccess.Admin,
        };
        return (left, $" {JudgedPull.Listed(names)} stands for nobody, so administrators of the repository may approve this change of the settings.");
    }
}
