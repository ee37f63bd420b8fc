namespace TfPilot.Core.Plans;

/// <summary>Reads entries of <c>checks</c>: check blocks, conditions and variable validations.</summary>
internal static class CheckReader
{
    /// <summary>Null for a check that passes.</summary>
    public static CheckResult? Read(ReadOnlySpan<byte> json)
    {
        var (address, status) = ("", "unknown");
        var messages = new List<string>();
        var members = new JsonMembers(json);
        while (members.Next("address", "status", "instances"))
        {
            switch (members.Name)
            {
                case "address": address = DisplayName(members.Value); break;
                case "status": status = PlanJson.Text(members.Value) ?? status; break;
                case "instances": CollectMessages(members.Value, messages); break;
            }
        }

        return status == "pass" ? null : new(address, status, messages);
    }

    private static string DisplayName(ReadOnlySpan<byte> address)
    {
        var members = new JsonMembers(address);
        while (members.Next("to_display"))
        {
            if (members.Name == "to_display") return PlanJson.Text(members.Value) ?? "";
        }

        return "";
    }

    private static void CollectMessages(ReadOnlySpan<byte> instances, List<string> messages)
    {
        var reader = new System.Text.Json.Utf8JsonReader(instances, PlanJson.Options);
        var isMessage = false;
        while (reader.Read())
        {
            if (isMessage && reader.TokenType == System.Text.Json.JsonTokenType.String) messages.Add(reader.GetString()!);
            isMessage = reader.TokenType == System.Text.Json.JsonTokenType.PropertyName && reader.ValueTextEquals("message"u8);
        }
    }
}
