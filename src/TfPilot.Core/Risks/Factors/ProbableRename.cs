using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A deletion that may be unintended: Terraform deletes a resource whose address disappeared, even if it was only
/// renamed.
/// </summary>
internal static class ProbableRename
{
    public static readonly RiskFactorRule Rule = new(
        "likely-rename",
        "The deletion is caused by a changed index or key while others of its type are created or changed, or an " +
            "equal resource is created: probably a rename, which needs a `moved` block.",
        "15")
    {
        FormerId = "accident-smell",
    };

    public static IEnumerable<RiskFactor> In(RiskFacts facts) =>
        from candidate in facts.RenameCandidates
        where candidate.Matches.Count > 0 || IsAccident(candidate, facts)
        select new RiskFactor(Rule.Id, 15, candidate.Deleted.Address, Evidence(candidate));

    /// <summary>
    /// A smaller <c>count</c> or a key that is gone is intended if nothing takes the place of the deleted resource: no
    /// resource of its type is created, and no other instance of its block changes, as when later indexes move up.
    /// </summary>
    private static bool IsAccident(RenameCandidate candidate, RiskFacts facts) =>
        SuspiciousDeletions.Accidents.ContainsKey(candidate.Deleted.Reason!)
        && (candidate.Deleted.Reason == SuspiciousDeletions.NoMoveTarget || candidate.IsKindCreated
            || facts.ChangesOf(candidate.Deleted.Address.Block).Any(other =>
                other.Action is not (PlanAction.Delete or PlanAction.Forget)));

    private static string Evidence(RenameCandidate candidate)
    {
        var reason = SuspiciousDeletions.Accidents.GetValueOrDefault(
            candidate.Deleted.Reason!, "its block was removed");
        return candidate switch
        {
            { Proposal: [var move] } => $"{reason}, and {move.To} is created with the same values: it looks renamed",
            { Matches: [var shared] } =>
                $"{reason}, and {shared.Address} is created with the same values as this and other deletions",
            { Matches.Count: > 1 } => $"{reason}, and several creations have the same values",
            _ => reason,
        };
    }
}
