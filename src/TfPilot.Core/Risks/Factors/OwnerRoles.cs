namespace TfPilot.Core.Risks;

/// <summary>Roles and managed policies that allow everything, by the names that clouds give them.</summary>
internal static class OwnerRoles
{
    public static readonly Opening[] All =
    [
        new ValueOpening(
            ["google_*_iam_*"], ["role", "policy_data"],
            ["roles/editor", "roles/resourcemanager.projectIamAdmin", "roles/resourcemanager.folderIamAdmin", "roles/iam.securityAdmin",
             "roles/resourcemanager.organizationAdmin", "roles/owner"]),
        new ValueOpening(
            ["aws_*", "awscc_*"], ["policy_arn", "policy_arns", "managed_policy_arn", "managed_policy_arns", "managed_policies"],
            ["AmazonEKSClusterAdminPolicy", "PowerUserAccess", "IAMFullAccess", "AdministratorAccess"]),
        new ValueOpening(
            ["azurerm_role_*", "azurerm_pim_*", "azurerm_lighthouse_*", "azapi_*"], ["role_definition_name", "role_definition_id"],
            ["Role Based Access Control Administrator", "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
             "User Access Administrator", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"]),
        new ValueOpening(
            ["azuread_directory_role*"], ["role_id", "template_id", "display_name"],
            ["Privileged Role Administrator", "e8611ab8-c189-46e8-94e1-60213ab1f814", "Global Administrator", "62e90394-69f5-4237-9190-012177145e10"]),
        new ValueOpening(["kubernetes_*role_binding*", "kubernetes_manifest"], ["role_ref.name"], ["cluster-admin"]),
        new ValueOpening(["kubernetes_*role_binding*", "kubernetes_manifest"], ["subject.name", "subjects.name"],
            ["system:authenticated", "system:unauthenticated", "system:anonymous", "system:masters"]),
        new ValueOpening(["oci_identity_policy"], ["statements"], ["manage all-resources"]),
        new ValueOpening(["postgresql_role"], ["superuser"], ["true"]),
        new ValueOpening(["snowflake_*"], ["role_name", "account_role_name", "parent_role_name"], ["SECURITYADMIN", "ACCOUNTADMIN"]),
    ];

    public static Opening[] Of(string type) => Array.FindAll(All, opening => opening.Concerns(type));
}
