using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Statements of AWS policy documents, which are JSON within a string, that allow every action or everybody.</summary>
internal static class PolicyWildcards
{
    private const string Everybody = "everybody";

    /// <summary>Objects that hold or answer something, and their policies: everybody who is let in there is an exposure.</summary>
    public static readonly string[] ResourcePolicies =
    [
        "aws_*_policy", "aws_codeartifact_{domain,repository}_permissions_policy", "digitalocean_spaces_bucket_policy",
        "aws_{s3_bucket,s3_access_point,sqs_queue,sns_topic,secretsmanager_secret,opensearch_domain,elasticsearch_domain}",
        "aws_{glacier_vault,api_gateway_rest_api,iot_topic,s3control_multi_region_access_point_policy}",
        "aws_kms_*key", "awscc_*policy", "awscc_{s3,sqs,sns,kms,ecr,secretsmanager}_*",
        "awscc_{efs_file_system,opensearchservice_domain,apigateway_rest_api,backup_backup_vault}",
    ];

    /// <summary>Policies of identities, and those that narrow what another allows.</summary>
    private static readonly GlobSet Others = new(
        ["aws_iam_*", "awscc_iam_*", "aws_vpc_endpoint_policy", "aws_organizations_*", "awscc_organizations_*", "aws_ssoadmin_*"]);

    private static readonly GlobSet ResourcePolicyTypes = new(ResourcePolicies);

    /// <summary>Actions by which a holder may take every other; together they tell a pattern that has all of them.</summary>
    private static readonly string[][] Administration =
    [
        ["iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
        ["organizations:AttachPolicy", "organizations:MoveAccount", "organizations:LeaveOrganization"],
        ["sso:AttachManagedPolicyToPermissionSet", "sso:CreateAccountAssignment"],
    ];

    /// <summary>As in <c>policy allows every action</c>; a statement that was there before, whatever its Sid, is not new.</summary>
    public static IEnumerable<string> NewIn(ResourceChange change)
    {
        if (!change.After.Mentions("tatement"u8)) return [];
        var known = In(change, change.Before).Select(wildcard => wildcard.Sign).ToHashSet(StringComparer.Ordinal);
        return In(change, change.After).Where(wildcard => !known.Contains(wildcard.Sign)).Select(wildcard => wildcard.Words);
    }

    /// <summary>Those alone that let in everybody.</summary>
    public static IEnumerable<string> PublicIn(ResourceChange change) => NewIn(change).Where(IsForEverybody);

    public static bool IsForEverybody(string words) => words.EndsWith(Everybody, StringComparison.Ordinal);

    private static IEnumerable<(string Sign, string Words)> In(ResourceChange change, RedactedJson json) =>
        from document in PolicyDocuments.In(change, json)
        from statement in document.Statements
        from words in Words(statement)
        select ($"{PolicyStatement.Sign(statement)} {words}", $"{document.Path} allows {words}");

    /// <summary>Without the places, as in <c>every action</c>.</summary>
    public static IEnumerable<string> KnownIn(ResourceChange change) =>
        PolicyDocuments.In(change, change.Before).SelectMany(document => document.Statements).SelectMany(Words);

    public static bool IsResourcePolicy(string type) => ResourcePolicyTypes.Matches(type) && !Others.Matches(type);

    public static IEnumerable<string> Words(JsonElement statement)
    {
        if (!PolicyStatement.Has(statement, "Effect", word => word.Equals("Allow", StringComparison.OrdinalIgnoreCase))) yield break;
        if (PolicyStatement.Has(statement, "Action", word => word is "*" or "*:*")) yield return "every action";
        else if (PolicyStatement.Texts(statement, "Action").FirstOrDefault(Administers) is { } action) yield return $"{action}, and with it every action";
        else if (PolicyStatement.Find(statement, "NotAction") is not null && PolicyStatement.Has(statement, "Resource", word => word == "*"))
            yield return "every action but those it names";
        else if (PassesEveryRole(statement)) yield return "iam:PassRole for every role";
        if (IsForEverybody(statement) && !PolicyConditions.Limit(statement)) yield return Everybody;
    }

    private static bool IsForEverybody(JsonElement statement) =>
        PolicyStatement.Has(statement, "Principal", word => word == "*") || PolicyStatement.Find(statement, "NotPrincipal") is not null;

    /// <summary>Who may hand any role to a service has the rights of all of them; a condition says which service.</summary>
    private static bool PassesEveryRole(JsonElement statement) =>
        PolicyStatement.Has(statement, "Action", word => PolicyStatement.IsLike("iam:PassRole", word))
        && PolicyStatement.Has(statement, "Resource", word => word == "*")
        && PolicyStatement.Find(statement, "Condition") is not { ValueKind: JsonValueKind.Object };

    private static bool Administers(string pattern) => pattern.AsSpan().IndexOfAny('*', '?') >= 0
        && Array.Exists(Administration, actions => Array.TrueForAll(actions, action => PolicyStatement.IsLike(action, pattern)));
}
