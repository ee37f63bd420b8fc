using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A replacement that was not explicitly requested; tainted resources and requested replacements are excluded.
/// </summary>
internal static class ForcedReplace
{
    public static readonly RiskFactorRule Rule = new(
        "forced-replace", "A change cannot be made in place, so the resource is replaced.", "10");

    public static IEnumerable<RiskFactor> In(RiskFacts facts) =>
        from change in facts.Changes
        where change.Action.IsReplace() && change.Reason == "replace_because_cannot_update"
        select new RiskFactor(Rule.Id, 10, change.Address, Evidence(change.ReplacePaths));

    private static string Evidence(IReadOnlyList<string> paths) => paths switch
    {
        [] => "the provider cannot update it in place",
        [var path] => $"{path} forces replacement",
        _ => $"{string.Join(", ", paths)} force replacement",
    };
}
