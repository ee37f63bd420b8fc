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
            new("oci_{kms_vault_replication,identity_domain_replication_to_region}", ["replica_region"]),
            new("oci_identity_domain", ["home_region"]),
            new("oci_vault_secret", ["replication_config.replication_targets.target_region"]),
            new("oci_mysql_mysql_db_system", ["backup_policy.copy_policies.copy_to_region"]),
            new("oci_psql_db_system", ["management_policy.backup_policy.copy_policy.regions"]),
            new("oci_datascience_model", ["backup_setting.backup_region"]),
            new("oci_oce_oce_instance", ["dr_region"], IsComputed: true),
            new("oci_database_{db_system,database,db_home}",
                ["db_home.database.db_backup_config.backup_destination_details.remote_region",
                    "database.db_backup_config.backup_destination_details.remote_region"], IsComputed: true),
            new("oci_database_autonomous_{container_database,database_backup}",
                ["backup_config.backup_destination_details.remote_region", "backup_destination_details.remote_region"],
                IsComputed: true),
            // The other end of a copy, which the plan does not create but whose data it holds.
            new("oci_core_{volume_backup,boot_volume_backup,volume_group_backup}", ["source_details.region"]),
            new("oci_objectstorage_object", ["source_uri_details.region"]),
            new("oci_disaster_recovery_dr_protection_group", ["association.peer_region"], IsComputed: true),
        ],
        Tags = [new("oci_*", ["freeform_tags", "defined_tags"]) { Form = TagForm.Namespaces }],
        Sizes =
        [
            new("oci_*", ["shape", "shape_name"]),
            new("oci_containerengine_node_pool", ["node_shape"]),
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
                // Their location is a place outside IBM Cloud, known by its own name.
                "ibm_satellite_*",
            ],
        },
        Copies =
        [
            new("ibm_is_backup_policy_plan", ["remote_region_policy.region"]),
            new("ibm_container_vpc_cluster", ["zones.name"]),
            new("ibm_db2", ["backup_location"]),
            new("ibm_{logs,metrics}_router_settings", ["primary_metadata_region", "backup_metadata_region"],
                IsComputed: true),
            new("ibm_atracker_settings", ["metadata_region_primary", "metadata_region_backup"], IsComputed: true),
            // The other end of a copy, which the plan does not create but whose data it holds.
            new("ibm_database", ["remote_leader_id"]),
            new("ibm_is_snapshot", ["source_snapshot_crn"], IsComputed: true),
        ],
        Tags = [new("ibm_*", ["tags", "resource_tags"]) { Form = TagForm.Words }],
        Sizes =
        [
            new("ibm_is_{instance,instance_template,bare_metal_server,dedicated_host}", ["profile"]),
            new("ibm_container_{cluster,worker_pool}", ["machine_type"]),
            new("ibm_container_vpc_{cluster,worker_pool}", ["flavor"]),
            new("ibm_{database,resource_instance}", ["plan"]),
            new("ibm_database", ["group.host_flavor.id"]),
            new("ibm_compute_vm_instance", ["flavor_key_name"]),
            new("ibm_pi_instance", ["pi_sys_type"]),
        ],
        Names =
        [
            new("ibm_cos_bucket", ["bucket_name"]),
            new("ibm_pi_*", ["pi_instance_name", "pi_network_name", "pi_volume_name"]),
        ],
    };

    public static ProviderSchema Alibaba { get; } = new("alicloud", "alicloud")
    {
        Title = "Alibaba Cloud regions",
        Regions = new([new("location", "alicloud_oss_bucket") { IsComputed = true }], RegionText.Alibaba)
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
            new("alicloud_ecs_image_pipeline", ["to_region_id"]),
            new("alicloud_ebs_enterprise_snapshot_policy", ["cross_region_copy_info.regions.region_id"]),
            new("alicloud_rds_instance_cross_backup_policy", ["cross_backup_region"]),
            new("alicloud_polardb_backup_policy",
                ["data_level2_backup_another_region_region", "log_backup_another_region_region"], IsComputed: true),
            new("alicloud_hbr_policy", ["rules.replication_region_id"]),
            new("alicloud_hbr_server_backup_plan", ["detail.destination_region_id"]),
            new("alicloud_cr_ee_sync_rule", ["target_region_id"]),
            new("alicloud_ros_stack_{instance,instances}", ["stack_instance_region_id", "region_ids"]),
            // The other end of a copy, which the plan does not create but whose data it holds.
            new("alicloud_{image_copy,ebs_disk_replica_group,ebs_disk_replica_pair}", ["source_region_id"]),
            new("alicloud_hbr_replication_vault", ["replication_source_region_id"]),
            new("alicloud_dts_*", ["destination_endpoint_region", "source_endpoint_region", "source_region"]),
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
            new("alicloud_{slb_load_balancer,slb}", ["load_balancer_spec", "specification"], IsComputed: true),
            new("alicloud_elasticsearch_instance", ["data_node_spec"]),
        ],
        Names =
        [
            // The old attribute remains in the plan, and the provider fills in the one that is not set.
            new("alicloud_vpc", ["vpc_name", "name"], IsComputed: true),
            new("alicloud_vswitch", ["vswitch_name", "name"], IsComputed: true),
            new("alicloud_security_group", ["security_group_name", "name"], IsComputed: true),
            new("alicloud_ram_role", ["role_name", "name"], IsComputed: true),
            new("alicloud_ram_policy", ["policy_name", "name"], IsComputed: true),
            new("alicloud_{slb,slb_load_balancer}", ["load_balancer_name", "name"], IsComputed: true),
            new("alicloud_kvstore_instance", ["db_instance_name", "instance_name"], IsComputed: true),
            new("alicloud_{disk,ecs_disk}", ["disk_name", "name"], IsComputed: true),
            new("alicloud_cs_kubernetes_node_pool", ["node_pool_name", "name"], IsComputed: true),
            new("alicloud_nat_gateway", ["nat_gateway_name", "name"], IsComputed: true),
            new("alicloud_{eip,eip_address}", ["address_name", "name"], IsComputed: true),
            new("alicloud_log_project", ["project_name", "name"], IsComputed: true),
            new("alicloud_log_store", ["logstore_name", "name"], IsComputed: true),
            new("alicloud_{key_pair,ecs_key_pair}", ["key_pair_name", "key_name"], IsComputed: true),
            new("alicloud_{polardb_cluster,kms_key,elasticsearch_instance}", ["description"]),
            new("alicloud_*",
                ["name", "instance_name", "bucket", "load_balancer_name", "db_instance_name", "role_name",
                    "policy_name"]),
        ],
    };

    /// <summary>Its tags are words without values.</summary>
    public static ProviderSchema DigitalOcean { get; } = new("digitalocean", "digitalocean")
    {
        Title = "DigitalOcean regions, such as fra1",
        Regions = new(
            [
                new("region") { IsComputed = true }, new("spec.region", "digitalocean_app"),
                new("droplet_template.region", "digitalocean_droplet_autoscale"),
            ], RegionText.Azure),
        Copies =
        [
            new("digitalocean_{droplet_snapshot,volume_snapshot}", ["regions"], IsComputed: true),
            new("digitalocean_custom_image", ["regions"]),
        ],
        // The size of a volume, a file share, a snapshot and a connection pool is a number.
        Sizes =
        [
            new("digitalocean_{droplet,kubernetes_node_pool,loadbalancer,vector_database}", ["size"]),
            new("digitalocean_database_{cluster,replica}", ["size"]),
            new("digitalocean_kubernetes_cluster", ["node_pool.size"]),
            new("digitalocean_droplet_autoscale", ["droplet_template.size"]),
            new("digitalocean_container_registry", ["subscription_tier_slug"]),
            new("digitalocean_app",
                ["spec.service.instance_size_slug", "spec.worker.instance_size_slug",
                    "spec.job.instance_size_slug"]),
        ],
        Names = [new("digitalocean_app", ["spec.name"])],
    };

    /// <summary>Its tags are words without values.</summary>
    public static ProviderSchema OpenStack { get; } = new("openstack", "openstack")
    {
        Title = "OpenStack regions",
        Regions = new([new("region") { IsComputed = true }], RegionText.Azure) { Argument = "region" },
        Sizes =
        [
            new("openstack_compute_instance_v2", ["flavor_name", "flavor_id"], IsComputed: true),
            new("openstack_containerinfra_{cluster,clustertemplate}_v1", ["flavor", "master_flavor"]),
            new("openstack_{containerinfra_nodegroup_v1,db_instance_v1}", ["flavor_id"]),
        ],
    };

    public static ProviderSchema Hetzner { get; } = new("hcloud", "hcloud")
    {
        Title = "Hetzner Cloud locations, such as fsn1",
        Regions = new(
            [
                new("location") { IsComputed = true }, new("datacenter") { IsComputed = true },
                new("home_location", "hcloud_floating_ip") { IsComputed = true },
            ], RegionText.Hetzner),
        Tags = [new("hcloud_*", ["labels"])],
        Sizes =
        [
            new("hcloud_server", ["server_type"]), new("hcloud_load_balancer", ["load_balancer_type"]),
            new("hcloud_storage_box", ["storage_box_type"]),
        ],
        Names = [new("hcloud_snapshot", ["description"])],
    };
}
