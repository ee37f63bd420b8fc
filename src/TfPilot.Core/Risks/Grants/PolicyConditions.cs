using System.Text.Json;

namespace TfPilot.Core.Risks;

/// <summary>
/// Conditions that limit a statement for everyone to an account, an organization, a network or a caller.
/// </summary>
internal static class PolicyConditions
{
    private static readonly string[] Operators = ["StringEquals", "StringLike", "StringEqualsIgnoreCase", "ArnEquals",
        "ArnLike", "IpAddress", "Bool"];

    /// <summary>Condition keys that identify the caller or its origin.</summary>
    private static readonly string[] Keys =
    [
        "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount", "aws:PrincipalArn",
        "aws:PrincipalIsAWSService", "aws:SourceOrgID",
        "aws:SourceOrgPaths", "aws:SourceArn", "aws:SourceAccount", "aws:SourceOwner", "aws:SourceVpc",
        "aws:SourceVpce", "aws:VpcSourceIp",
        "aws:SourceIp", "aws:userId", "aws:PrincipalServiceName", "kms:CallerAccount", "s3:DataAccessPointAccount",
        "s3:DataAccessPointArn",
        "elasticfilesystem:AccessedViaMountTarget", "elasticfilesystem:AccessPointArn", "ec2:Vpce", "sns:Endpoint",
    ];

    /// <summary>Operators that also match when the key is missing do not limit access.</summary>
    public static bool Limit(JsonElement statement) =>
        PolicyStatement.Find(statement, "Condition") is { ValueKind: JsonValueKind.Object } conditions
        && conditions.EnumerateObject()
        .Any(test => Operators.Contains(OperatorOf(test.Name), StringComparer.OrdinalIgnoreCase)
            && test.Value.ValueKind == JsonValueKind.Object
            && test.Value.EnumerateObject()
            .Any(key => Keys.Contains(key.Name, StringComparer.OrdinalIgnoreCase) && IsNarrow(key)));

    private static string OperatorOf(string name) =>
        name.StartsWith("ForAnyValue:", StringComparison.OrdinalIgnoreCase) ? name["ForAnyValue:".Length..] : name;

    private static bool IsAnything(string value) => value.Trim('*', '?', ':').Length is 0
        || value == "arn:*" || value.StartsWith("arn:*:*:*:*:*", StringComparison.Ordinal);

    private static bool IsNarrow(JsonProperty key)
    {
        var values = PolicyStatement.Texts(key.Value).ToList();
        if (values.Count == 0 || values.Exists(IsAnything)) return false;
        if (!key.Name.EndsWith("SourceIp", StringComparison.OrdinalIgnoreCase))
            return !values.Contains("false", StringComparer.OrdinalIgnoreCase);
        var ranges = values.SelectMany(AddressText.Read).ToLookup(range => range.IsV6);
        return !World.IsIn(AddressSet.Of(ranges[false]), isV6: false)
            && !World.IsIn(AddressSet.Of(ranges[true]), isV6: true);
    }
}
