using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>The known ways to expose a resource to the world.</summary>
internal static class ExposureRules
{
    /// <summary>
    /// Points when access still requires a login: disabled encryption, and Azure endpoints with a public address by
    /// default.
    /// </summary>
    private const int GuardedPoints = 10;

    /// <summary>Azure's databases, which must not be publicly accessible.</summary>
    private const string AzureDatabases =
        "azurerm_{mssql,mysql,mariadb,postgresql,cosmosdb,redis,managed_redis,synapse,kusto}_*";

    public static readonly ExposureRule[] All = [.. Addresses(), .. Endpoints(), .. Storage(), .. Protections(),
        .. Encryption()];

    public static ExposureRule[] Of(string type) => Array.FindAll(All, rule => rule.Concerns(type));

    /// <summary>Source address ranges.</summary>
    private static ExposureRule[] Addresses() =>
    [
        new AddressExposureRule(
            ["aws_*security_group*", "aws_*network_acl*", "aws_eks_cluster", "aws_ec2_managed_prefix_list*",
                "aws_lightsail_instance_public_ports",
             "awscc_*security_group*", "awscc_ec2_network_acl*", "awscc_eks_cluster", "awscc_ec2_prefix_list",
             "google_compute_*firewall*", "google_{sql_database_instance,container_cluster,alloydb_instance}",
             "azurerm_network_security_{group,rule}", "azurerm_*_firewall_rule", "azurerm_kubernetes_cluster",
             "azurerm_ip_group*",
             "azurerm_{key_vault,storage_account,storage_account_network_rules,container_registry}*", "azapi_*",
             "kubernetes_{service,network_policy,manifest}*", "digitalocean_firewall", "hcloud_firewall",
             "scaleway_instance_security_group*",
             "yandex_vpc_{security_group_rule,default_security_group,security_group}", "linode_firewall",
             "openstack_networking_secgroup_rule_v2", "alicloud_security_group_rule", "ibm_is_security_group_rule",
             "digitalocean_kubernetes_cluster", "exoscale_security_group_rule", "civo_firewall",
             "mongodbatlas_project_ip_access_list",
             "tencentcloud_security_group_*", "huaweicloud_networking_secgroup_rule", "alicloud_db_instance",
             "snowflake_network_policy"],
            ["cidr_blocks", "ipv6_cidr_blocks", "cidr_block", "ipv6_cidr_block", "cidr_ipv4", "cidr_ipv6", "cidr",
                "cidrs", "ipv6_cidrs",
             "cidr_ip", "public_access_cidrs", "source_ranges", "src_ip_ranges", "authorized_networks.value",
             "authorized_external_networks.cidr_range",
             "source_address_prefix", "source_address_prefixes", "authorized_ip_ranges",
             "api_server_authorized_ip_ranges", "end_ip_address", "end_ip",
             "ip_rules", "ip_range", "load_balancer_source_ranges", "source_addresses", "source_ips",
             "remote_ip_prefix",
             "v4_cidr_blocks", "v6_cidr_blocks", "inbound.ipv4", "inbound.ipv6", "remote", "allowed_addresses",
             "security_ips",
             "allowed_ip_list"])
        { Computed = ["public_access_cidrs", "ingress", "security_rule", "inbound_rule", "vpc_config"] },
        new AddressExposureRule(["google_network_security_address_group"], ["items"]),
        new AddressExposureRule(["digitalocean_database_firewall"], ["rule.value"]),
        new AddressExposureRule(["scaleway_rdb_acl", "scaleway_redis_cluster"], ["acl_rules.ip", "acl.ip"]),
        new AzureCloudExposureRule { Points = GuardedPoints },
        new AddressExposureRule(
            ["oci_core_{security_list,default_security_list,network_security_group_security_rule}", "oci_database_*",
                "aws_workspaces_ip_group"],
            ["source", "whitelisted_ips"]),
        new LimitExposureRule(
            ["google_container_cluster"], ["master_authorized_networks_config.cidr_blocks.cidr_block"])
        {
            Block = "master_authorized_networks_config",
            IsOpenByDefault = true,
            Computed = ["master_authorized_networks_config"],
        },
        new LimitExposureRule(
            ["azurerm_kubernetes_cluster"], ["authorized_ip_ranges", "api_server_authorized_ip_ranges"])
        { IsOpenByDefault = true, Computed = ["api_server_access_profile", "api_server_authorized_ip_ranges"] },
        new LimitExposureRule(["kubernetes_{service,service_v1,manifest}"], ["load_balancer_source_ranges"]),
        new LimitExposureRule(["azurerm_cosmosdb_account"], ["ip_range_filter"]),
        new LimitExposureRule(["aws_eks_cluster", "awscc_eks_cluster"], ["public_access_cidrs"])
        { IsOpenByDefault = true, Computed = ["public_access_cidrs"] },
    ];

    /// <summary>Endpoints with a public address or without authentication.</summary>
    private static ExposureRule[] Endpoints() =>
    [
        new ValueExposureRule(["aws_*", "awscc_*"], ["publicly_accessible"], ["true"]),
        new ValueExposureRule(
            ["aws_lambda_function_url", "awscc_lambda_url"], ["authorization_type", "auth_type"], ["NONE"]),
        new ValueExposureRule(
            ["aws_api_gateway_method", "awscc_apigateway_method", "aws_apigatewayv2_route", "awscc_apigatewayv2_route"],
            ["authorization", "authorization_type"], ["NONE"]) { Where = AnswersCallers },
        new ValueExposureRule(["aws_cognito_identity_pool", "awscc_cognito_identity_pool"],
            ["allow_unauthenticated_identities"], ["true"]),
        new ValueExposureRule(["aws_vpc_endpoint_service*"], ["allowed_principals", "principal_arn"], ["*"]),
        new ValueExposureRule(
            ["aws_msk_cluster", "awscc_msk_cluster"], ["public_access.type"], OpenWords.PublicBrokers),
        new ValueExposureRule(
            ["azurerm_function_app_function"], ["config_json"], OpenWords.WithoutLogin),
        new ValueExposureRule([AzureDatabases], AzureNetwork, ["true", "Enabled"]),
        new ValueExposureRule(["azurerm_*"], AzureNetwork, ["true", "Enabled"]) { Points = GuardedPoints },
        new ValueExposureRule(["azurerm_*", "azapi_*"], AzureNetwork, ["true", "Enabled"]) { OnlyWeakens = true },
        new ValueExposureRule(["azapi_*"], ["public_network_access"], ["Enabled"]),
        new ValueExposureRule(["azurerm_*", "azapi_*"], ["anonymous_pull_enabled"], ["true"]),
        new ValueExposureRule(["azurerm_*_app*"], ["auth_settings_v2.unauthenticated_action"],
            OpenWords.WithoutLogin) { OnlyWeakens = true },
        new ValueExposureRule(["azurerm_*_app*"], ["auth_settings_v2.auth_enabled", "auth_settings.enabled"],
            ["false"]) { OnlyWeakens = true },
        new ValueExposureRule(
            ["cloudflare_*access_{policy,application}"], ["decision", "policies.decision"], ["bypass"]),
        new ValueExposureRule(["cloudflare_*access_{policy,group}"], ["include.everyone"], ["true"]),
        new ValueExposureRule(["google_cloud_run_v2_service"], ["invoker_iam_disabled"], ["true"]),
        new ValueExposureRule(["google_*_iam_*"], ["member", "members", "policy_data"], OpenWords.PublicMembers),
        new ValueExposureRule(["google_bigquery_dataset*"], ["special_group", "iam_member"], OpenWords.PublicMembers),
        new ValueExposureRule(["oci_*"], ["is_public_ip_enabled"], ["true"]),
        new ValueExposureRule(
            ["aws_opensearchserverless_security_policy", "awscc_opensearchserverless_security_policy"],
            ["allow_from_public"], ["true"]),
        new PolicyExposureRule(
            PolicyWildcards.ResourcePolicies,
            ["policy", "access_policies", "access_policy", "policy_document", "resource_policy", "policy_text",
             "repository_policy_text", "key_policy"])
        { Computed = ["policy", "access_policies"] },
    ];

    /// <summary>
    /// Browser preflight requests carry no credentials, and a required API key counts as authentication.
    /// </summary>
    private static bool AnswersCallers(PlanValue.Map method) =>
        Leaf.TextOf(method.Find("http_method")) is not "OPTIONS"
        && Leaf.TextOf(method.Find("route_key"))?.StartsWith("OPTIONS ", StringComparison.Ordinal) != true
        && Leaf.TextOf(method.Find("api_key_required")) is not "true";

    private static string[] AzureNetwork => ["public_network_access_enabled", "public_network_access"];

    /// <summary>Storage and images with anonymous read access.</summary>
    private static ExposureRule[] Storage() =>
    [
        new ValueExposureRule(
            ["aws_s3_{bucket,bucket_acl,object,bucket_object,object_copy}", "awscc_s3_bucket", "google_storage_*",
             "digitalocean_spaces_bucket*", "scaleway_object_bucket*", "linode_object_storage_bucket",
             "alicloud_oss_bucket*"],
            ["acl", "uri", "access_control", "predefined_acl", "role_entity", "entity"],
            OpenWords.PublicAcls) { Computed = ["acl"] },
        new ValueExposureRule(["azurerm_storage_container", "azapi_*"], ["container_access_type", "public_access"],
            OpenWords.PublicContainers),
        new ValueExposureRule(["azurerm_storage_account"],
            ["allow_nested_items_to_be_public", "allow_blob_public_access"], ["true"]) { Points = GuardedPoints },
        new ValueExposureRule(["azurerm_storage_account", "azapi_*"],
            ["allow_nested_items_to_be_public", "allow_blob_public_access"], ["true"])
        { OnlyWeakens = true },
        new ValueExposureRule(["cloudflare_r2_managed_domain"], ["enabled"], ["true"]),
        new ValueExposureRule(["aws_lightsail_bucket"], ["access_rules.get_object"], ["public"]),
        new ValueExposureRule(["oci_artifacts_container_repository"], ["is_public"], ["true"]),
        new ValueExposureRule(["github_repository", "gitlab_project"], ["visibility", "visibility_level"],
            ["public"]) { OnlyWeakens = true },
        new ValueExposureRule(["oci_objectstorage_bucket"], ["access_type"], OpenWords.PublicOracleBuckets),
        new ValueExposureRule(["aws_ami_launch_permission"], ["group"], ["all"]),
        new ValueExposureRule(["aws_{db_snapshot,db_cluster_snapshot,ssm_document}"],
            ["shared_accounts", "permissions.account_ids"], ["all"]),
    ];

    /// <summary>Removed protection.</summary>
    private static ExposureRule[] Protections() =>
    [
        new ValueExposureRule(
            ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block", "awscc_s3_bucket"],
            ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"],
            ["false"]) { OnlyWeakens = true },
        new ValueExposureRule(["aws_{ec2_image,ebs_snapshot}_block_public_access"], ["state"],
            OpenWords.Unprotected) { OnlyWeakens = true },
        new ValueExposureRule(["aws_emr_block_public_access_configuration"], ["block_public_security_group_rules"],
            ["false"]) { OnlyWeakens = true },
        new ValueExposureRule(
            ["google_storage_bucket"], ["public_access_prevention"], OpenWords.Unprotected) { OnlyWeakens = true },
        new ValueExposureRule(["azurerm_*", "azapi_*"],
            ["network_rules.default_action", "network_acls.default_action", "default_action"], ["Allow"])
        { OnlyWeakens = true },
    ];

    /// <summary>Disabled encryption.</summary>
    private static ExposureRule[] Encryption() =>
    [
        new ValueExposureRule(
            ["aws_*", "awscc_*"],
            ["storage_encrypted", "encrypted", "at_rest_encryption_enabled", "transit_encryption_enabled",
                "encrypt_at_rest.enabled",
             "node_to_node_encryption.enabled", "tls_enabled"],
            ["false"]) { Computed = ["encrypted", "storage_encrypted"], Points = GuardedPoints },
        new ValueExposureRule(["azurerm_storage_account"], ["https_traffic_only_enabled", "enable_https_traffic_only"],
            ["false"]) { Points = GuardedPoints },
    ];
}
