using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>Explains Terraform's and OpenTofu's <c>action_reason</c> in words that follow "because".</summary>
internal static class ActionReasons
{
    public static IReadOnlyDictionary<string, string> Words { get; } = new Dictionary<string, string>
    {
        ["replace_because_cannot_update"] = "an attribute changes that cannot be updated in place",
        ["replace_because_tainted"] = "it is tainted: an earlier apply did not finish it",
        ["replace_by_request"] = "the plan was made with -replace",
        ["replace_by_triggers"] = "something in its replace_triggered_by changes",
        ["delete_because_no_resource_config"] = "its block is no longer in the configuration",
        ["delete_because_wrong_repetition"] = "count or for_each was added or removed, so its address no longer exists",
        ["delete_because_count_index"] = "its index is beyond the new count",
        ["delete_because_each_key"] = "its key is no longer in for_each",
        ["delete_because_no_module"] = "its module call is no longer in the configuration",
        ["delete_because_no_move_target"] = "a moved block points to an address that does not exist",
        ["delete_because_enabled_false"] = "its enabled argument is false",
        ["forgot_because_lifecycle_destroy_in_state"] = "its state has destroy = false",
        ["forgot_because_lifecycle_destroy_in_config"] = "its lifecycle has destroy = false",
        ["read_because_config_unknown"] = "its arguments are known only during apply",
        ["read_because_dependency_pending"] = "something it depends on changes first",
        ["read_because_check_nested"] = "it belongs to a check block",
    };

    /// <summary>An unknown reason is shown as it is.</summary>
    public static string Explain(string reason) =>
        Words.TryGetValue(reason, out var words) ? words : $"Terraform says {reason}";
}
