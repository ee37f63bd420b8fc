using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>A deletion that nobody may have meant: Terraform deletes what lost its name as if it were unwanted.</summary>
internal static class AccidentSmell
{
    public static readonly RiskFactorRule Rule = new(
        "likely-rename",
        "The deletion follows from a changed name, index or key, or a creation looks the same: probably a rename, for which `moved` is meant.",
        "15")
    {
        FormerId = "accident-smell",
    };

    /// <summary>Terraform's reasons for deletions that follow from how a block is written, and what happened to the address.</summary>
    private static readonly Dictionary<string, string> Accidents = new(StringComparer.Ordinal)
    {
        ["delete_because_count_index"] = "its index is beyond the new count",
        ["delete_because_each_key"] = "its key is no longer in for_each",
        ["delete_because_wrong_repetition"] = "its block began or ceased to repeat, or repeats in another way",
        ["delete_because_no_move_target"] = "it was moved to an address that no block declares",
    };

    /// <summary>A block that is gone is usually meant to be; it is suspicious only when it seems to be back under another name.</summary>
    private static readonly string[] Removals = ["delete_because_no_resource_config", "delete_because_no_module"];

    public static bool IsSuspicious(ResourceChange change) =>
        change is { IsData: false, Deposed: null, Action: PlanAction.Delete, Reason: { } reason }
        && (Accidents.ContainsKey(reason) || Removals.Contains(reason));

    public static IEnumerable<RiskFactor> In(RiskFacts facts) =>
        from twins in facts.Twins
        where twins.Matches.Count > 0 || Accidents.ContainsKey(twins.Deleted.Reason!)
        select new RiskFactor(Rule.Id, 15, twins.Deleted.Address, Evidence(twins));

    private static string Evidence(Twins twins)
    {
        var reason = Accidents.GetValueOrDefault(twins.Deleted.Reason!, "its block is gone");
        return twins switch
        {
            { Proposal: [var move] } => $"{reason}, and {move.To} is created just like it: it looks renamed",
            { Matches: [var shared] } => $"{reason}, and {shared.Address} is created just like it and like other deletions",
            { Matches.Count: > 1 } => $"{reason}, and several creations look like it",
            _ => reason,
        };
    }
}
