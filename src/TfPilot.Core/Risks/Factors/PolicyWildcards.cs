using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Statements of AWS policy documents, which are JSON within a string, that allow every action or everybody.</summary>
internal static class PolicyWildcards
{
    private const string Everybody = "everybody";

    /// <summary>Policies of objects that hold something: everybody who is let in there is an exposure.</summary>
    public static readonly string[] ResourcePolicies =
    [
        "aws_{s3_bucket,sqs_queue,sns_topic,kms_key,ecr_repository,secretsmanager_secret,efs_file_system,glacier_vault,backup_vault}_policy",
        "aws_{opensearch_domain,elasticsearch_domain,media_store_container,cloudwatch_event_bus}_policy",
        "aws_{codeartifact_domain_permissions,codeartifact_repository_permissions,dynamodb_resource,glue_resource,kinesis_resource}_policy",
        "aws_{s3_bucket,s3_access_point,sqs_queue,sns_topic,kms_key,secretsmanager_secret,opensearch_domain,elasticsearch_domain}",
        "awscc_{s3_bucket,sqs_queue,sns_topic,kms_key,ecr_repository,secretsmanager_resource,efs_file_system,opensearchservice_domain}*",
    ];

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

    public static bool IsResourcePolicy(string type) => ResourcePolicyTypes.Matches(type);

    public static IEnumerable<string> Words(JsonElement statement)
    {
        if (!PolicyStatement.Has(statement, "Effect", word => word.Equals("Allow", StringComparison.OrdinalIgnoreCase))) yield break;
        if (PolicyStatement.Has(statement, "Action", word => word is "*" or "*:*")) yield return "every action";
        else if (PolicyStatement.Texts(statement, "Action").FirstOrDefault(Administers) is { } action) yield return $"{action}, and with it every action";
        else if (PolicyStatement.Find(statement, "NotAction") is not null && PolicyStatement.Has(statement, "Resource", word => word == "*"))
            yield return "every action but those it names";
        if (IsForEverybody(statement) && !PolicyConditions.Limit(statement)) yield return Everybody;
    }

    private static bool IsForEverybody(JsonElement statement) =>
        PolicyStatement.Has(statement, "Principal", word => word == "*") || PolicyStatement.Find(statement, "NotPrincipal") is not null;

    private static bool Administers(string pattern) => pattern.AsSpan().IndexOfAny('*', '?') >= 0
        && Array.Exists(Administration, actions => Array.TrueForAll(actions, action => PolicyStatement.IsLike(action, pattern)));
}
