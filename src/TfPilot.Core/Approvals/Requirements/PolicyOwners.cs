namespace TfPilot.Core.Approvals;

/// <summary>
/// Requires that the owners of settings and workflows approve the current head when a pull request changes them.
/// </summary>
internal static class PolicyOwners
{
    private static readonly ApprovalSettings ThisHead = ApprovalSettings.Default;

    public static IEnumerable<RequirementResult> Approvals(JudgedPull pull)
    {
        if (pull.Participants is not { } participants) yield break;
        var (affected, settings) = (pull.Facts.Affected, pull.Facts.Settings);
        foreach (var kind in Enum.GetValues<ProtectedPathKind>())
        {
            var paths = affected.Protected.Where(path => path.Kind == kind && !IsLockFileOfBot(path, pull))
                .Select(path => path.Path).ToList();
            if (paths.Count == 0 && affected.IsComplete) continue;
            var owners = kind == ProtectedPathKind.Policy ? settings.Owners.Policy : settings.Owners.Workflows;
            var (who, why) = Demand(EligibleApprovers.Of(owners, settings.Roles), pull, participants.Directory);
            var what = paths.Count > 0 ? JudgedPull.Listed(paths)
                : "The list of changed files is incomplete; more files";
            yield return ApprovalRules.Judge(
                environment: null, participants, ThisHead,
                [new($"owners of {kind.ToString().ToLowerInvariant()}", owners.Count, who,
                    $"{what} changed, which affects how changes are judged.{why}") { IsOfOwners = true }],
                new(participants.People, pull.Facts.Head, participants.Contributors.Commits, Environment: null,
                    Fingerprint: null),
                OverrideResult.None);
        }
    }

    /// <summary>A bot that the settings let pass with empty plans updates the locks of providers.</summary>
    private static bool IsLockFileOfBot(ProtectedPath path, JudgedPull pull) =>
        pull.BotPull is { Passes: true } && BotPullRequest.IsLockFile(path);

    /// <summary>
    /// Owners under a name that does not exist could never approve the correction of that name. Repository
    /// administrators replace them here, because they could remove the required check as well.
    /// </summary>
    private static (EligibleApprovers Who, string Why) Demand(
        EligibleApprovers owners, JudgedPull pull, PeopleDirectory directory)
    {
        var names = directory.UnknownNames(owners).Select(found => found.Name).ToList();
        if (names.Count == 0 || !pull.MayCorrectNames) return (owners, "");
        var left = owners with
        {
            Teams = [.. owners.Teams.Where(team => !names.Contains($"{team}"))],
            Min = owners.Min ?? RepositoryAccess.Admin,
        };
        return (left,
            $" {JudgedPull.Listed(names)} does not exist, so administrators of the repository may approve this " +
                "settings change.");
    }
}
