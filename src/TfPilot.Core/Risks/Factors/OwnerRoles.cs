using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Roles and managed policies that allow everything, by the clouds' names.</summary>
internal static class OwnerRoles
{
    public static readonly ExposureRule[] All =
    [
        new ValueExposureRule(["google_*_iam_*"], ["role", "policy_data"], OpenWords.GoogleRoles),
        new ValueExposureRule(
            ["aws_*", "awscc_*"],
            ["policy_arn", "policy_arns", "managed_policy_arn", "managed_policy_arns", "managed_policies"],
            OpenWords.AmazonPolicies),
        new ValueExposureRule(
            ["aws_eks_access_entry", "awscc_eks_access_entry"], ["kubernetes_groups"], OpenWords.KubernetesGroups),
        new ValueExposureRule(
            ["azurerm_role_*", "azurerm_pim_*", "azurerm_lighthouse_*", "azapi_*"],
            ["role_definition_name", "role_definition_id"],
            OpenWords.AzureRoles),
        new ValueExposureRule(
            ["azurerm_role_assignment", "azurerm_pim_*_role_assignment"],
            ["role_definition_name", "role_definition_id"],
            OpenWords.AzureContributors)
        { Where = HasWideScope },
        new ValueExposureRule(
            ["azuread_directory_role*"], ["role_id", "template_id", "display_name"], OpenWords.EntraRoles),
        new ValueExposureRule(
            ["kubernetes_*role_binding*", "kubernetes_manifest"], ["role_ref.name"], OpenWords.KubernetesRoles),
        new ValueExposureRule(
            ["kubernetes_*role_binding*", "kubernetes_manifest"], ["subject.name", "subjects.name"],
            OpenWords.KubernetesGroups),
        new OracleStatements(),
        new ValueExposureRule(["postgresql_role"], ["superuser"], ["true"]),
        new ValueExposureRule(
            ["snowflake_*"], ["role_name", "account_role_name", "parent_role_name"], OpenWords.SnowflakeRoles),
    ];

    public static ExposureRule[] Of(string type) => Array.FindAll(All, rule => rule.Concerns(type));

    /// <summary>A whole subscription or management group, not a resource group or resource.</summary>
    private static bool HasWideScope(PlanValue.Map change) => Leaf.TextOf(change.Find("scope"))?.Trim('/').Split('/') is
        [_, _] or [_, _, "managementGroups", _];
}
