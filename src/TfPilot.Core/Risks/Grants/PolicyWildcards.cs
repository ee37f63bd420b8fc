using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>AWS policy statements, which are JSON in a string, that allow every action or everyone.</summary>
internal static class PolicyWildcards
{
    private const string Anyone = "everyone";

    /// <summary>Resources and their policies for which access for everyone is an exposure.</summary>
    public static readonly string[] ResourcePolicies =
    [
        "aws_*_policy", "aws_codeartifact_{domain,repository}_permissions_policy", "digitalocean_spaces_bucket_policy",
        "aws_{s3_bucket,s3_access_point,sqs_queue,sns_topic,secretsmanager_secret,opensearch_domain"
            + ",elasticsearch_domain}",
        "aws_{glacier_vault,api_gateway_rest_api,iot_topic,s3control_multi_region_access_point_policy}",
        "aws_kms_*key", "awscc_*policy", "awscc_{s3,sqs,sns,kms,ecr,secretsmanager}_*",
        "awscc_{efs_file_system,opensearchservice_domain,apigateway_rest_api,backup_backup_vault}",
    ];

    /// <summary>Identity policies, and policies that restrict others.</summary>
    private static readonly GlobSet Others = new(
        ["aws_iam_*", "awscc_iam_*", "aws_vpc_endpoint_policy", "aws_organizations_*", "awscc_organizations_*",
            "aws_ssoadmin_*"]);

    private static readonly GlobSet ResourcePolicyTypes = new(ResourcePolicies);

    /// <summary>
    /// Actions that allow the holder to obtain every other permission; a pattern that matches one of these lists grants
    /// everything.
    /// </summary>
    private static readonly string[][] Administration =
    [
        ["iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
        ["organizations:AttachPolicy", "organizations:MoveAccount", "organizations:LeaveOrganization"],
        ["sso:AttachManagedPolicyToPermissionSet", "sso:CreateAccountAssignment"],
    ];

    /// <summary>
    /// Such as <c>policy allows every action</c>; a statement that existed before, whatever its Sid, is not new.
    /// </summary>
    public static IEnumerable<string> NewIn(ResourceChange change)
    {
        if (!change.After.Mentions("tatement"u8)) return [];
        var known = In(change, change.Before).Select(wildcard => wildcard.Sign).ToHashSet(StringComparer.Ordinal);
        return In(change, change.After).Where(wildcard => !known.Contains(wildcard.Sign))
            .Select(wildcard => wildcard.Words);
    }

    /// <summary>Only those that allow everyone.</summary>
    public static IEnumerable<string> PublicIn(ResourceChange change) => NewIn(change).Where(AllowsAnyone);

    public static bool AllowsAnyone(string words) => words.EndsWith(Anyone, StringComparison.Ordinal);

    private static IEnumerable<(string Sign, string Words)> In(ResourceChange change, RedactedJson json) =>
        from document in PolicyDocuments.In(change, json)
        from statement in document.Statements
        from words in Words(statement)
        select ($"{PolicyStatement.Sign(statement)} {words}", $"{document.Path} allows {words}");

    /// <summary>Without the paths, such as <c>every action</c>.</summary>
    public static IEnumerable<string> KnownIn(ResourceChange change) =>
        PolicyDocuments.In(change, change.Before).SelectMany(document => document.Statements).SelectMany(Words);

    public static bool IsResourcePolicy(string type) => ResourcePolicyTypes.Matches(type) && !Others.Matches(type);

    public static IEnumerable<string> Words(JsonElement statement)
    {
        if (!PolicyStatement.Has(statement, "Effect", word => word.Equals("Allow", StringComparison.OrdinalIgnoreCase)))
            yield break;
        if (PolicyStatement.Has(statement, "Action", word => word is "*" or "*:*")) yield return "every action";
        else if (PolicyStatement.Texts(statement, "Action").FirstOrDefault(Administers) is { } action)
            yield return $"{action}, which allows every action";
        else if (PolicyStatement.Find(statement, "NotAction") is not null
            && PolicyStatement.Has(statement, "Resource", word => word == "*"))
            yield return "every action except the listed ones";
        else if (PassesEveryRole(statement)) yield return "iam:PassRole for every role";
        if (AllowsAnyone(statement) && !PolicyConditions.Limit(statement)) yield return Anyone;
    }

    private static bool AllowsAnyone(JsonElement statement) =>
        PolicyStatement.Has(statement, "Principal", word => word == "*")
        || PolicyStatement.Find(statement, "NotPrincipal") is not null;

    /// <summary>
    /// Anyone who can pass any role to a service has the permissions of all of them; a condition can limit the service.
    /// </summary>
    private static bool PassesEveryRole(JsonElement statement) =>
        PolicyStatement.Has(statement, "Action", word => PolicyStatement.IsLike("iam:PassRole", word))
        && PolicyStatement.Has(statement, "Resource", word => word == "*")
        && PolicyStatement.Find(statement, "Condition") is not { ValueKind: JsonValueKind.Object };

    private static bool Administers(string pattern) => pattern.AsSpan().IndexOfAny('*', '?') >= 0
        && Array.Exists(
            Administration, actions => Array.TrueForAll(actions, action => PolicyStatement.IsLike(action, pattern)));
}
