using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>Reads entries of <c>checks</c>: check blocks, conditions and variable validations.</summary>
internal static class CheckReader
{
    /// <summary>Null for a passing check.</summary>
    public static CheckResult? Read(OutlinedObject check)
    {
        var status = PlanJson.Text(check["status"u8]) ?? "unknown";
        if (status == "pass") return null;
        var messages = new List<string>();
        if (check["instances"u8] is { IsEmpty: false } instances) CollectMessages(instances, messages);
        return new(PlanJson.Text(check.Member("address"u8)["to_display"u8]) ?? "", status, messages);
    }

    private static void CollectMessages(ReadOnlySpan<byte> instances, List<string> messages)
    {
        var reader = new Utf8JsonReader(instances, PlanJson.Options);
        var isMessage = false;
        while (reader.Read())
        {
            if (isMessage && reader.TokenType == JsonTokenType.String) messages.Add(reader.GetString()!);
            isMessage = reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("message"u8);
        }
    }
}
