using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Deletions that may be renames.</summary>
internal static class SuspiciousDeletions
{
    /// <summary>
    /// Terraform's reasons for deletions that may be accidental side effects of an edit, with an explanation for the
    /// user.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> Accidents = new Dictionary<string, string>(
        StringComparer.Ordinal)
    {
        ["delete_because_count_index"] = "its index is beyond the new count",
        ["delete_because_each_key"] = "its key is no longer in for_each",
        ["delete_because_wrong_repetition"] = "count or for_each was added, removed or changed on its block",
        [NoMoveTarget] = "it was moved to an address that no block declares",
    };

    /// <summary>The deletion of an object whose new address is wrong; suspicious without a creation too.</summary>
    public const string NoMoveTarget = "delete_because_no_move_target";

    /// <summary>
    /// Terraform's reasons for removed blocks. Removing a block is usually intended; it is suspicious only if a similar
    /// resource is created under another name.
    /// </summary>
    private static readonly string[] Removals = ["delete_because_no_resource_config", "delete_because_no_module"];

    public static bool Includes(ResourceChange change) =>
        change is { IsData: false, Deposed: null, Action: PlanAction.Delete, Reason: { } reason }
        && (Accidents.ContainsKey(reason) || Removals.Contains(reason));
}
