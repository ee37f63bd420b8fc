using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Changes of permissions.</summary>
internal static class Identity
{
    public const int WildcardPoints = 30;

    public static readonly RiskFactorRule Rule = new(
        "identity",
        "A role, policy, binding, access key, identity provider or service account is created, changed or deleted.",
        "15; 15 more when it newly allows every action or everyone (`*`), or grants a role that does (`Owner`, " +
            "`AdministratorAccess`, `cluster-admin`)");

    private static readonly string[] Types =
    [
        "aws_iam_*",
        "aws_{s3_bucket,sqs_queue,sns_topic,kms_key,ecr_repository,ecrpublic_repository,secretsmanager_secret"
            + ",ssm_resource}_policy",
        "aws_{efs_file_system,glacier_vault_lock,backup_vault,opensearch_domain,elasticsearch_domain,iot"
            + ",media_store_container}_policy",
        "aws_{organizations,vpc_endpoint,cloudwatch_event_bus,codeartifact_domain,codeartifact_repository}_policy*",
        "aws_kms_grant",
        "aws_{lambda,cloudwatch_event,lambda_layer_version}_permission", "aws_{ssoadmin,identitystore,rolesanywhere}_*",
        "aws_eks_access_*",
        "aws_eks_pod_identity_association", "aws_cognito_identity_pool_roles_attachment",
        "google_*_iam_*", "google_service_account*", "google_iam_*",
        "azuread_*", "azurerm_role_*", "azurerm_pim_*", "azurerm_user_assigned_identity",
        "azurerm_federated_identity_credential",
        "azurerm_key_vault_access_policy", "azurerm_lighthouse_*",
        "kubernetes_{role,cluster_role,service_account}*",
        "github_{team,membership,organization_role,organization_custom_role,repository_collaborator,app_installation}*",
        "github_{repository_deploy_key,user_ssh_key,user_gpg_key}",
        "github_actions_*_oidc_subject_claim_customization_template",
        "vault_{policy,token,identity,approle,password_policy}*", "vault_*_role", "vault_*auth_backend*",
        "awscc_iam_*", "awscc_{s3_bucket,sqs_queue,sns_topic,ecr_repository,secretsmanager_resource}_policy",
        "awscc_lambda_permission", "awscc_sso_*",
        "oci_identity_*", "okta_*", "postgresql_{role,grant}*", "mysql_{user,role,grant}",
        "snowflake_{user,role,grant,account_role}*", "mongodbatlas_database_user",
    ];

    private static readonly GlobSet Matching = new(Types);

    /// <summary>Each of these limits who may call a function or send an event.</summary>
    private static readonly string[] Callers = ["source_arn", "source_account", "principal_org_id", "organization_id"];

    /// <summary>
    /// Wildcards outside policy documents: Kubernetes verbs, Azure role actions, function invocations.
    /// </summary>
    private static readonly ExposureRule[] GrantRules =
    [
        new ValueExposureRule(
            [.. Types, "azapi_*", "kubernetes_manifest"], ["verbs", "actions", "data_actions"], ["*"]),
        new ValueExposureRule(
            [.. Types, "azapi_*", "kubernetes_manifest"], ["principal"], ["*"]) { Where = map => !HasCallers(map) },
    ];

    public static IEnumerable<RiskFactor> In(RiskFacts facts) =>
        OfObjects(facts).Concat(DeferredPolicies.Wildcards(facts));

    private static IEnumerable<RiskFactor> OfObjects(RiskFacts facts) =>
        from change in facts.Changes
        where change.Deposed is null && change.Action is not (PlanAction.Forget or PlanAction.Unrecognized)
            && IsIdentity(change)
        let wildcards = Wildcards(change)
        let evidence = $"{change.Type} is {Words(change.Action)}"
        select new RiskFactor(Rule.Id, wildcards.Count > 0 ? WildcardPoints : 15, change.Address,
            string.Join(", ", [evidence, .. wildcards]));

    private static bool IsIdentity(ResourceChange change) => Matching.Matches(change.Type)
        || (change.Type.StartsWith("azapi_", StringComparison.Ordinal)
            && Mentions(change, "\"Microsoft.Authorization/"u8))
        || (change.Type == "kubernetes_manifest" && Mentions(change, "\"rbac.authorization.k8s.io/"u8));

    private static bool Mentions(ResourceChange change, ReadOnlySpan<byte> bytes) =>
        change.After.Mentions(bytes) || change.Before.Mentions(bytes);

    private static IReadOnlyList<string> Wildcards(ResourceChange change)
    {
        if (change.After.IsNull || change.After == change.Before) return [];
        var statements = PolicyWildcards.NewIn(change)
            .Where(words => !IsExposure(change.Type) || !PolicyWildcards.AllowsAnyone(words));
        var opened = new OpenedChange(change);
        var roles = OwnerRoles.Of(change.Type).SelectMany(rule => rule.NewIn(opened));
        var found = (IsForEndpoint(change.Type) ? [] : statements)
            .Concat(GrantRules.SelectMany(rule => rule.NewIn(opened))).Concat(roles);
        return [.. found.Concat(Masked(change, opened)).Distinct()];
    }

    private static IEnumerable<string> Masked(ResourceChange change, OpenedChange opened) =>
        IsExposure(change.Type) ? []
        : opened.NewlyMasked.Select(leaf => $"{leaf.Path} is masked and may allow everything");

    /// <summary>Access for everyone on such a resource is reported as an exposure.</summary>
    private static bool IsExposure(string type) =>
        Array.Exists(ExposureRules.All, rule => rule is PolicyExposureRule && rule.Concerns(type));

    /// <summary>An endpoint policy restricts the traffic; without one everything is allowed.</summary>
    private static bool IsForEndpoint(string type) => type.StartsWith("aws_vpc_endpoint", StringComparison.Ordinal);

    private static bool HasCallers(PlanValue.Map map) =>
        Array.Exists(Callers, name => map.Find(name) is not (null or PlanValue.Null))
        || map.Find("condition") is PlanValue.List { Items.Count: > 0 };

    private static string Words(PlanAction action) => action switch
    {
        PlanAction.Create => "created",
        PlanAction.Update => "updated",
        PlanAction.Delete => "deleted",
        _ => "replaced",
    };
}
