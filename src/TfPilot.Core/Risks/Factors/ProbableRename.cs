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
        from twins in facts.RenameCandidates
        where twins.Matches.Count > 0 || SuspiciousDeletions.Accidents.ContainsKey(twins.Deleted.Reason!)
        select new RiskFactor(Rule.Id, 15, twins.Deleted.Address, Evidence(twins));

    private static string Evidence(RenameCandidate twins)
    {
        var reason = SuspiciousDeletions.Accidents.GetValueOrDefault(twins.Deleted.Reason!, "its block was removed");
        return twins switch
        {
            { Proposal: [var move] } => $"{reason}, and {move.To} is created with the same values: it looks renamed",
            { Matches: [var shared] } =>
                $"{reason}, and {shared.Address} is created with the same values as this and other deletions",
            { Matches.Count: > 1 } => $"{reason}, and several creations have the same values",
            _ => reason,
        };
    }
}
