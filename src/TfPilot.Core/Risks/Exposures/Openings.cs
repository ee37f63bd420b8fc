namespace TfPilot.Core.Risks;

/// <summary>The ways to open something to the world that are known.</summary>
internal static class Openings
{
    /// <summary>Points where the object still asks who calls: encryption that is off, and endpoints that Azure gives an address by default.</summary>
    private const int GuardedPoints = 10;

    /// <summary>Azure's databases, which hold what nobody outside should reach.</summary>
    private const string AzureDatabases =
        "azurerm_{mssql,mysql,mariadb,postgresql,cosmosdb,redis,managed_redis,synapse,kusto}_*";

    private static readonly string[] PublicMembers = ["allAuthenticatedUsers", "allUsers"];

    private static readonly Opening[] All = [.. Addresses(), .. Endpoints(), .. Storage(), .. Protections(), .. Encryption()];

    public static Opening[] Of(string type) => Array.FindAll(All, opening => opening.Concerns(type));

    /// <summary>Address ranges, where they are the source.</summary>
    private static Opening[] Addresses() =>
    [
        new AddressOpening(
            ["aws_*security_group*", "aws_*network_acl*", "aws_eks_cluster", "aws_ec2_managed_prefix_list*", "aws_lightsail_instance_public_ports",
             "awscc_*security_group*", "awscc_ec2_network_acl*", "awscc_eks_cluster", "awscc_ec2_prefix_list",
             "google_compute_*firewall*", "google_{sql_database_instance,container_cluster,alloydb_instance}",
             "azurerm_network_security_{group,rule}", "azurerm_*_firewall_rule", "azurerm_kubernetes_cluster", "azurerm_ip_group*",
             "azurerm_{key_vault,storage_account,storage_account_network_rules,container_registry}*", "azapi_*",
             "kubernetes_{service,network_policy,manifest}*", "digitalocean_firewall", "hcloud_firewall", "scaleway_instance_security_group*",
             "yandex_vpc_{security_group_rule,default_security_group,security_group}", "linode_firewall",
             "openstack_networking_secgroup_rule_v2", "alicloud_security_group_rule", "ibm_is_security_group_rule"],
            ["cidr_blocks", "ipv6_cidr_blocks", "cidr_block", "ipv6_cidr_block", "cidr_ipv4", "cidr_ipv6", "cidr", "cidrs", "ipv6_cidrs",
             "cidr_ip", "public_access_cidrs", "source_ranges", "src_ip_ranges", "authorized_networks.value", "authorized_external_networks.cidr_range",
             "source_address_prefix", "source_address_prefixes", "authorized_ip_ranges", "api_server_authorized_ip_ranges", "end_ip_address", "end_ip",
             "ip_rules", "ip_range", "load_balancer_source_ranges", "source_addresses", "source_ips", "remote_ip_prefix",
             "v4_cidr_blocks", "v6_cidr_blocks", "inbound.ipv4", "inbound.ipv6", "remote"])
        { Computed = ["public_access_cidrs", "ingress", "security_rule", "inbound_rule", "vpc_config"] },
        new AddressOpening(["google_network_security_address_group"], ["items"]),
        new AddressOpening(
            ["oci_core_{security_list,default_security_list,network_security_group_security_rule}", "oci_database_*", "aws_workspaces_ip_group"],
            ["source", "whitelisted_ips"]),
        new LimitOpening(["google_container_cluster"], ["master_authorized_networks_config.cidr_blocks.cidr_block"])
        { Block = "master_authorized_networks_config" },
        new LimitOpening(["azurerm_kubernetes_cluster"], ["authorized_ip_ranges", "api_server_authorized_ip_ranges"]),
        new LimitOpening(["kubernetes_{service,service_v1,manifest}"], ["load_balancer_source_ranges"]),
        new LimitOpening(["azurerm_cosmosdb_account"], ["ip_range_filter"]),
        new LimitOpening(["aws_eks_cluster"], ["public_access_cidrs"]) { Computed = ["public_access_cidrs"] },
    ];

    /// <summary>Endpoints with a public address or without a login.</summary>
    private static Opening[] Endpoints() =>
    [
        new ValueOpening(["aws_*", "awscc_*"], ["publicly_accessible"], ["true"]),
        new ValueOpening(["aws_lambda_function_url", "awscc_lambda_url"], ["authorization_type", "auth_type"], ["NONE"]),
        new ValueOpening(["aws_msk_cluster", "awscc_msk_cluster"], ["public_access.type"], ["SERVICE_PROVIDED_EIPS"]),
        new ValueOpening(
            ["azurerm_function_app_function"], ["config_json"], ["anonymous"]),
        new ValueOpening([AzureDatabases], AzureNetwork, ["true", "Enabled"]),
        new ValueOpening(["azurerm_*"], AzureNetwork, ["true", "Enabled"]) { Points = GuardedPoints },
        new ValueOpening(["azurerm_*", "azapi_*"], AzureNetwork, ["true", "Enabled"]) { OnlyWeakens = true },
        new ValueOpening(["azapi_*"], ["public_network_access"], ["Enabled"]),
        new ValueOpening(["azurerm_*"], ["anonymous_pull_enabled"], ["true"]),
        new ValueOpening(["google_cloud_run_v2_service"], ["invoker_iam_disabled"], ["true"]),
        new ValueOpening(["google_*_iam_*"], ["member", "members", "policy_data"], PublicMembers),
        new ValueOpening(["google_bigquery_dataset*"], ["special_group", "iam_member"], PublicMembers),
        new ValueOpening(["oci_*"], ["is_public_ip_enabled"], ["true"]),
        new ValueOpening(["aws_opensearchserverless_security_policy", "awscc_opensearchserverless_security_policy"], ["allow_from_public"], ["true"]),
        new PolicyOpening(
            PolicyWildcards.ResourcePolicies,
            ["policy", "access_policies", "policy_document", "resource_policy", "policy_text", "repository_policy_text", "key_policy"])
        { Computed = ["policy", "access_policies"] },
    ];

    private static string[] AzureNetwork => ["public_network_access_enabled", "public_network_access"];

    /// <summary>Storage and images that serve anonymous readers.</summary>
    private static Opening[] Storage() =>
    [
        new ValueOpening(
            ["aws_s3_{bucket,bucket_acl,object,bucket_object,object_copy}", "awscc_s3_bucket", "google_storage_*"],
            ["acl", "uri", "access_control", "predefined_acl", "role_entity", "entity"],
            ["authenticated-read", "AuthenticatedRead", "authenticatedRead", "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
             "READER:allAuthenticatedUsers", "allAuthenticatedUsers", "READER:allUsers", "allUsers", "public-read", "PublicRead", "publicRead",
             "http://acs.amazonaws.com/groups/global/AllUsers", "WRITER:allAuthenticatedUsers", "WRITER:allUsers",
             "public-read-write", "PublicReadWrite", "publicReadWrite", "OWNER:allAuthenticatedUsers", "OWNER:allUsers"]) { Computed = ["acl"] },
        new ValueOpening(["azurerm_storage_container", "azapi_*"], ["container_access_type", "public_access"], ["blob", "container"]),
        new ValueOpening(["azurerm_storage_account"], ["allow_nested_items_to_be_public", "allow_blob_public_access"], ["true"]) { Points = GuardedPoints },
        new ValueOpening(["azurerm_storage_account", "azapi_*"], ["allow_nested_items_to_be_public", "allow_blob_public_access"], ["true"])
        { OnlyWeakens = true },
        new ValueOpening(["oci_objectstorage_bucket"], ["access_type"], ["ObjectReadWithoutList", "ObjectRead"]),
        new ValueOpening(["aws_ami_launch_permission"], ["group"], ["all"]),
        new ValueOpening(["aws_{db_snapshot,db_cluster_snapshot,ssm_document}"], ["shared_accounts", "permissions.account_ids"], ["all"]),
    ];

    /// <summary>Protection that is taken away.</summary>
    private static Opening[] Protections() =>
    [
        new ValueOpening(
            ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block", "awscc_s3_bucket"],
            ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"],
            ["false"]) { OnlyWeakens = true },
        new ValueOpening(["aws_{ec2_image,ebs_snapshot}_block_public_access"], ["state"], ["unblocked"]) { OnlyWeakens = true },
        new ValueOpening(["aws_emr_block_public_access_configuration"], ["block_public_security_group_rules"], ["false"]) { OnlyWeakens = true },
        new ValueOpening(["google_storage_bucket"], ["public_access_prevention"], ["inherited"]) { OnlyWeakens = true },
        new ValueOpening(["azurerm_*", "azapi_*"], ["network_rules.default_action", "network_acls.default_action", "default_action"], ["Allow"])
        { OnlyWeakens = true },
    ];

    /// <summary>Encryption that is off.</summary>
    private static Opening[] Encryption() =>
    [
        new ValueOpening(
            ["aws_*", "awscc_*"],
            ["storage_encrypted", "encrypted", "at_rest_encryption_enabled", "transit_encryption_enabled", "encrypt_at_rest.enabled",
             "node_to_node_encryption.enabled", "tls_enabled"],
            ["false"]) { Computed = ["encrypted", "storage_encrypted"], Points = GuardedPoints },
        new ValueOpening(["azurerm_storage_account"], ["https_traffic_only_enabled", "enable_https_traffic_only"], ["false"]) { Points = GuardedPoints },
    ];
}
