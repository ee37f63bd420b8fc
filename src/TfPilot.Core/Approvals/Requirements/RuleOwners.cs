namespace TfPilot.Core.Approvals;

/// <summary>What is asked when a pull request changes the rules themselves: their owners approve this very head.</summary>
internal static class RuleOwners
{
    private static readonly ApprovalSettings ThisHead = ApprovalSettings.Default;

    public static IEnumerable<Standing> Approvals(PullEvaluation pull)
    {
        if (pull.Voters is not { } voters) yield break;
        var (touched, settings) = (pull.Facts.Touched, pull.Facts.Settings);
        foreach (var kind in Enum.GetValues<GoverningKind>())
        {
            var paths = touched.Governing.Where(governing => governing.Kind == kind).Select(governing => governing.Path).ToList();
            if (paths.Count == 0 && touched.IsComplete) continue;
            var owners = kind == GoverningKind.Policy ? settings.Owners.Policy : settings.Owners.Workflows;
            var what = paths.Count > 0 ? PullEvaluation.Listed(paths) : "More than GitHub tells";
            yield return ApprovalRules.Judge(
                environment: null, voters, ThisHead, [new($"owners of {kind.ToString().ToLowerInvariant()}", owners.Count, Electorate.Of(owners, settings.Roles), $"{what} changed, which decides how changes are judged.") { IsOfOwners = true }],
                new(voters.People, pull.Facts.Head, voters.Contributors.Commits, Environment: null, Fingerprint: null), Overriding.None);
        }
    }
}
