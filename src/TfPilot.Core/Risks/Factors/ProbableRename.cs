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
        "The deletion is caused by a changed name, index or key, or an equal resource is created: probably a " +
            "rename, which needs a `moved` block.",
        "15")
    {
        FormerId = "accident-smell",
    };

    public static IEnumerable<RiskFactor> In(RiskFacts facts) =>
        from candidate in facts.RenameCandidates
        where candidate.Matches.Count > 0 || SuspiciousDeletions.Accidents.ContainsKey(candidate.Deleted.Reason!)
        select new RiskFactor(Rule.Id, 15, candidate.Deleted.Address, Evidence(candidate));

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
