namespace TfPilot.Core.Risks;

/// <summary>The ways to open something to the world that are known.</summary>
internal static class Openings
{
    private static readonly Opening[] All =
    [
        // Address ranges that mean everybody, where they are the source.
        new(
            ["aws_{security_group,default_security_group,security_group_rule,vpc_security_group_ingress_rule,db_security_group}",
             "aws_{network_acl,default_network_acl,network_acl_rule,eks_cluster}",
             "google_compute_*firewall*", "google_{sql_database_instance,container_cluster}",
             "azurerm_network_security_{group,rule}", "azurerm_*_firewall_rule", "azurerm_kubernetes_cluster",
             "kubernetes_{service,network_policy}*", "digitalocean_firewall", "hcloud_firewall",
             "openstack_networking_secgroup_rule_v2", "alicloud_security_group_rule"],
            ["cidr_blocks", "ipv6_cidr_blocks", "cidr_block", "ipv6_cidr_block", "cidr_ipv4", "cidr_ipv6", "cidr", "public_access_cidrs",
             "source_ranges", "src_ip_ranges", "authorized_networks.value", "source_address_prefix", "source_address_prefixes",
             "authorized_ip_ranges", "end_ip_address", "load_balancer_source_ranges", "source_addresses", "source_ips",
             "remote_ip_prefix", "cidr_ip"],
            ["0.0.0.0/0", "::/0", "*", "Internet", "255.255.255.255"])
        { Computed = ["public_access_cidrs", "ingress", "security_rule", "inbound_rule", "vpc_config"],
        },

        // Endpoints with a public address, storage that serves anonymous readers.
        new(["aws_*"], ["publicly_accessible"], ["true"]),
        new(
            ["azurerm_*"],
            ["public_network_access_enabled", "public_network_access", "allow_nested_items_to_be_public", "allow_blob_public_access"],
            ["true", "Enabled"]),
        new(
            ["aws_s3_{bucket,bucket_acl,object,bucket_object,object_copy}", "google_storage_*", "azurerm_storage_container"],
            ["acl", "uri", "predefined_acl", "role_entity", "entity", "container_access_type"],
            ["public-read", "public-read-write", "authenticated-read", "http://acs.amazonaws.com/groups/global/AllUsers",
             "publicRead", "publicReadWrite", "allUsers", "allAuthenticatedUsers", "READER:allUsers", "WRITER:allUsers", "OWNER:allUsers",
             "READER:allAuthenticatedUsers", "WRITER:allAuthenticatedUsers", "OWNER:allAuthenticatedUsers", "blob", "container"]) { Computed = ["acl"] },
        new(["google_*_iam_*"], ["member", "members", "policy_data"], ["allUsers", "allAuthenticatedUsers"]),

        // Protection that is taken away.
        new(
            ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"],
            ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"],
            ["false"]) { OnlyWeakens = true },
        new(["google_storage_bucket"], ["public_access_prevention"], ["inherited"]) { OnlyWeakens = true },

        // Encryption that is off.
        new(
            ["aws_*"],
            ["storage_encrypted", "encrypted", "at_rest_encryption_enabled", "transit_encryption_enabled", "encrypt_at_rest.enabled",
             "node_to_node_encryption.enabled", "tls_enabled"],
            ["false"]) { Computed = ["encrypted", "storage_encrypted"] },
        new(["azurerm_storage_account"], ["https_traffic_only_enabled", "enable_https_traffic_only"], ["false"]),
    ];

    public static Opening[] Of(string type) => Array.FindAll(All, opening => opening.Concerns(type));
}
