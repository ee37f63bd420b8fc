using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// Generic cloud API resources: their attributes are the cloud's own, sometimes stored as JSON in a text.
/// </summary>
internal static class ObjectBody
{
    public static bool IsBridge(string type) => HoldsJson(type)
        || type.StartsWith("awscc_", StringComparison.Ordinal) || type == "kubernetes_manifest";

    public static PlanValue Of(string type, RedactedJson json)
    {
        var value = json.Value();
        if (!HoldsJson(type) || value is not PlanValue.Map map) return value;
        return new PlanValue.Map([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Opened(entry.Value)))]);
    }

    private static bool HoldsJson(string type) => type.StartsWith("azapi_", StringComparison.Ordinal)
        || type is "aws_opensearchserverless_security_policy" or "awscc_opensearchserverless_security_policy";

    private static PlanValue Opened(PlanValue value) =>
        value is PlanValue.Text { Value: var text } && JsonText.IsObjectOrList(text) ? JsonText.Read(text) ?? value
        : value;
}
