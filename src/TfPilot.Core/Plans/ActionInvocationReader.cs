namespace TfPilot.Core.Plans;

/// <summary>Reads entries of <c>action_invocations</c> and <c>deferred_action_invocations</c> (Terraform 1.14+).</summary>
internal static class ActionInvocationReader
{
    public static ActionInvocation Read(ReadOnlySpan<byte> json, bool isDeferred, ChangeReader values)
    {
        ReadOnlySpan<byte> config = default, sensitive = default, unknown = default;
        var action = new ActionInvocation("", "", TriggeredBy: null, Event: null, isDeferred, RedactedJson.Null);
        var members = new JsonMembers(json);
        while (members.Next("address", "type", "config_values", "config_sensitive", "config_unknown", "lifecycle_action_trigger", "action_invocation"))
        {
            switch (members.Name)
            {
                case "address": action = action with { Address = PlanJson.Text(members.Value) ?? "" }; break;
                case "type": action = action with { Type = PlanJson.Text(members.Value) ?? "" }; break;
                case "config_values": config = members.Value; break;
                case "config_sensitive": sensitive = members.Value; break;
                case "config_unknown": unknown = members.Value; break;
                case "lifecycle_action_trigger": action = WithTrigger(action, members.Value); break;
                case "action_invocation": return Read(members.Value, isDeferred, values);
            }
        }

        return action with { Config = values.Redact(config, Marks.Read(sensitive), Marks.Read(unknown), isAfter: false) };
    }

    private static ActionInvocation WithTrigger(ActionInvocation action, ReadOnlySpan<byte> json)
    {
        var members = new JsonMembers(json);
        while (members.Next("triggering_resource_address", "action_trigger_event"))
        {
            if (members.Name == "triggering_resource_address") action = action with { TriggeredBy = PlanJson.Text(members.Value) };
            else if (members.Name == "action_trigger_event") action = action with { Event = PlanJson.Text(members.Value) };
        }

        return action;
    }
}
