namespace TfPilot.Core.Policies;

internal static class OtherSchemas
{
    public static ProviderSchema Oracle { get; } = new("oci", "oci")
    {
        Title = "Oracle Cloud regions",
        Regions = new([new("region", "oci_nosql_table_replica")], RegionText.Oracle)
        {
            Hints = ["availability_domain"],
            Argument = "region",
            Global = ["oci_identity_*", "oci_dns_*", "oci_budget_*", "oci_limits_*", "oci_osp_gateway_*"],
        },
        Copies =
        [
            new("oci_core_{volume,boot_volume,volume_group}",
                ["block_volume_replicas.availability_domain", "boot_volume_replicas.availability_domain",
                    "volume_group_replicas.availability_domain"], IsComputed: true),
            new("oci_core_volume_backup_policy", ["destination_region"]),
            new("oci_objectstorage_replication_policy", ["destination_region_name"]),
            new("oci_kms_vault_replication", ["replica_region"]),
            new("oci_vault_secret", ["replication_config.replication_targets.target_region"]),
            new("oci_file_storage_replication", ["availability_domain"]),
        ],
        Tags = [new("oci_*", ["freeform_tags", "defined_tags"]) { Form = TagForm.Namespaces }],
        Sizes =
        [
            new("oci_*", ["shape", "shape_name"]),
            new("oci_containerengine_node_pool", ["node_shape"]),
            new("oci_database_autonomous_database", ["db_workload"]),
        ],
        Names = [new("oci_*", ["display_name", "name", "bucket", "db_name"])],
    };

    public static ProviderSchema Ibm { get; } = new("ibm", "ibm")
    {
        Title = "IBM Cloud regions",
        Regions = new(
            [
                new("region") { IsComputed = true }, new("location") { IsComputed = true },
                new("region_location", "ibm_cos_bucket"), new("cross_region_location", "ibm_cos_bucket"),
                new("single_site_location", "ibm_cos_bucket"),
            ], RegionText.Ibm)
        {
            Hints = ["zone", "crn"],
            Argument = "region",
            Global =
            [
                "ibm_iam_*", "ibm_cis*", "ibm_dns_*", "ibm_resource_group", "ibm_resource_tag", "ibm_enterprise*",
                "ibm_billing_*", "ibm_account_*", "ibm_cloud_shell_*", "ibm_pag_*",
            ],
        },
        Copies =
        [
            new("ibm_cos_bucket_replication_rule", ["replication_rule.destination_bucket_crn"], IsComputed: true),
            new("ibm_is_backup_policy_plan", ["remote_region_policy.region"]),
            new("ibm_container_vpc_cluster", ["zones.name"]),
        ],
        Tags = [new("ibm_*", ["tags", "resource_tags"]) { Form = TagForm.Words }],
        Sizes =
        [
            new("ibm_is_{instance,instance_template,bare_metal_server,dedicated_host}", ["profile"]),
            new("ibm_container_{cluster,worker_pool}", ["machine_type"]),
            new("ibm_container_vpc_{cluster,worker_pool}", ["flavor"]),
            new("ibm_{database,resource_instance}", ["plan"]),
            new("ibm_compute_vm_instance", ["flavor_key_name"]),
            new("ibm_pi_instance", ["pi_sys_type"]),
        ],
        Names = [new("ibm_cos_bucket", ["bucket_name"]), new("ibm_pi_*", ["pi_instance_name", "pi_network_name"])],
    };

    public static ProviderSchema Alibaba { get; } = new("alicloud", "alicloud")
    {
        Title = "Alibaba Cloud regions",
        Regions = new([], RegionText.Alibaba)
        {
            Hints = ["zone_id", "availability_zone", "region_id"],
            Argument = "region",
            Global =
            [
                "alicloud_ram_*", "alicloud_cdn_*", "alicloud_dcdn_*", "alicloud_dns*", "alicloud_alidns_*",
                "alicloud_cen_instance", "alicloud_resource_manager_*", "alicloud_cloud_sso_*", "alicloud_esa_*",
            ],
        },
        Copies =
        [
            new("alicloud_*", ["destination_region_id", "destination_region"]),
            new("alicloud_oss_bucket_replication", ["destination.location"]),
            new("alicloud_ecs_auto_snapshot_policy", ["target_copy_regions"]),
            new("alicloud_{image_copy,ecs_image_copy}", ["source_region_id"]),
            new("alicloud_dts_*", ["destination_endpoint_region", "source_endpoint_region"]),
        ],
        Tags = [new("alicloud_*", ["tags"])],
        Sizes =
        [
            new("alicloud_{instance,db_instance,db_readonly_instance,launch_template,ecs_launch_template}",
                ["instance_type"]),
            new("alicloud_{kvstore_instance,mongodb_instance}", ["instance_class", "db_instance_class"]),
            new("alicloud_cs_*", ["instance_types", "worker_instance_types", "master_instance_types"]),
            new("alicloud_polardb_cluster", ["db_node_class"]),
            new("alicloud_ess_scaling_configuration", ["instance_type", "instance_types"]),
            new("alicloud_{slb_load_balancer,slb}", ["load_balancer_spec", "specification"]),
            new("alicloud_elasticsearch_instance", ["data_node_spec"]),
        ],
        Names =
        [
            new("alicloud_*",
                ["name", "vpc_name", "vswitch_name", "instance_name", "bucket", "security_group_name",
                    "load_balancer_name", "db_instance_name", "disk_name", "policy_name", "role_name",
                    "description"]),
        ],
    };

    /// <summary>Its tags are words without values.</summary>
    public static ProviderSchema DigitalOcean { get; } = new("digitalocean", "digitalocean")
    {
        Title = "DigitalOcean regions, such as fra1",
        Regions = new([new("region") { IsComputed = true }], RegionText.Azure),
        Copies = [new("digitalocean_{custom_image,droplet_snapshot,volume_snapshot}", ["regions"], IsComputed: true)],
        Sizes =
        [
            new("digitalocean_*", ["size", "node_pool.size"]), new("digitalocean_database_cluster", ["size"]),
        ],
    };

    /// <summary>Its tags are words without values.</summary>
    public static ProviderSchema OpenStack { get; } = new("openstack", "openstack")
    {
        Title = "OpenStack regions",
        Regions = new([new("region") { IsComputed = true }], RegionText.Azure) { Argument = "region" },
        Sizes = [new("openstack_*", ["flavor_name", "flavor", "flavor_id"])],
    };

    public static ProviderSchema Hetzner { get; } = new("hcloud", "hcloud")
    {
        Title = "Hetzner Cloud locations, such as fsn1",
        Regions = new(
            [new("location") { IsComputed = true }, new("datacenter") { IsComputed = true }], RegionText.Hetzner),
        Tags = [new("hcloud_*", ["labels"])],
        Sizes = [new("hcloud_server", ["server_type"]), new("hcloud_load_balancer", ["load_balancer_type"])],
    };
}
