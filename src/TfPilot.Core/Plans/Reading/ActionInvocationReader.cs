namespace TfPilot.Core.Plans;

/// <summary>
/// Reads entries of <c>action_invocations</c> and <c>deferred_action_invocations</c> (Terraform 1.14+).
/// </summary>
internal static class ActionInvocationReader
{
    public static ActionInvocation Read(OutlinedObject entry, bool isDeferred, ChangeReader values)
    {
        if (entry["action_invocation"u8] is { IsEmpty: false } inner)
            return Read(JsonOutline.Of(inner), isDeferred, values);
        return new(
            PlanJson.Text(entry["address"u8]) ?? "",
            PlanJson.Text(entry["type"u8]) ?? "",
            PlanJson.Text(entry.Member("lifecycle_action_trigger"u8)["triggering_resource_address"u8]),
            PlanJson.Text(entry.Member("lifecycle_action_trigger"u8)["action_trigger_event"u8]),
            isDeferred,
            values.Redact(
                entry["config_values"u8],
                Marks.Read(entry["config_sensitive"u8]),
                Marks.Read(entry["config_unknown"u8])));
    }
}
