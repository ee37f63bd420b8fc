namespace TfPilot.Core.Policies;

internal static class AmazonSchemas
{
    /// <summary>
    /// The global services and resources of the provider's guide on regions, except for those (Roles Anywhere) that
    /// AWS itself runs by region.
    /// </summary>
    private static readonly string[] Global =
    [
        "aws_{iam,account,organizations,billing,bcmdataexports,budgets,ce,cur,costoptimizationhub,pricing,invoicing}_*",
        "aws_{cloudfront,cloudfrontkeyvaluestore,globalaccelerator,networkmanager,shield,savingsplans}_*",
        "aws_{notifications,notificationscontacts,route53domains,ecrpublic}_*",
        "aws_{route53recoverycontrolconfig,route53recoveryreadiness}_*",
        "aws_route53_{zone,record,records_exclusive,health_check,delegation_set,query_log,key_signing_key}",
        "aws_route53_{hosted_zone_dnssec,zone_association,vpc_association_authorization}", "aws_route53_cidr_*",
        "aws_route53_traffic_*",
        "aws_waf_*", "aws_{backup,chimesdkvoice}_global_settings",
        "aws_cloudtrail_organization_delegated_admin_account", "aws_dx_gateway", "aws_dx_gateway_association*",
        "aws_ec2_image_block_public_access",
        "aws_fms_admin_account", "aws_vpc_ipam_organization_admin_account", "aws_quicksight_account_settings",
        "aws_ram_sharing_with_organization", "aws_s3_account_public_access_block",
        "aws_s3control_multi_region_access_point_policy", "aws_servicecatalog_organizations_access",
    ];

    private static readonly string[] GlobalOfCloudControl =
    [
        "awscc_{iam,organizations,billing,billingconductor,bcmdataexports,budgets,ce,cur,cloudfront}_*",
        "awscc_{globalaccelerator,networkmanager,shield,notifications,notificationscontacts,invoicing}_*",
        "awscc_{route53recoverycontrol,route53recoveryreadiness}_*",
        "awscc_route53_{hosted_zone,record_set,record_set_group,health_check,dnssec,key_signing_key,cidr_collection}",
    ];

    private static readonly TypeAttributes[] Sizes =
    [
        new("aws_{instance,launch_template,launch_configuration,ec2_host,spot_instance_request}", ["instance_type"]),
        new("aws_spot_fleet_request",
            ["launch_specification.instance_type", "launch_template_config.overrides.instance_type"]),
        new("aws_ec2_fleet", ["launch_template_config.override.instance_type"]),
        new("aws_ec2_capacity_reservation", ["instance_type"]),
        new("aws_autoscaling_group", ["mixed_instances_policy.launch_template.override.instance_type"]),
        new("aws_batch_compute_environment", ["compute_resources.instance_type"]),
        new("aws_db_instance", ["instance_class"]),
        new("aws_{rds,neptune,docdb}_cluster_instance", ["instance_class"]),
        new("aws_rds_cluster", ["db_cluster_instance_class"]),
        new("aws_elasticache_{cluster,replication_group}", ["node_type"]),
        new("aws_{redshift_cluster,memorydb_cluster,dax_cluster}", ["node_type"]),
        new("aws_eks_node_group", ["instance_types"]),
        new("aws_emr_cluster", ["master_instance_group.instance_type", "core_instance_group.instance_type"]),
        new("aws_emr_instance_group", ["instance_type"]),
        new("aws_{opensearch,elasticsearch}_domain", ["cluster_config.instance_type"]),
        new("aws_msk_cluster", ["broker_node_group_info.instance_type"]),
        new("aws_mq_broker", ["host_instance_type"]),
        new("aws_dms_replication_instance", ["replication_instance_class"]),
        new("aws_sagemaker_*", ["instance_type"]),
        new("aws_sagemaker_endpoint_configuration", ["production_variants.instance_type"]),
        new("aws_{cloud9_environment_ec2,gamelift_fleet,appstream_fleet}", ["instance_type", "ec2_instance_type"]),
        new("aws_lightsail_{instance,database}", ["bundle_id"]),
        new("aws_glue_job", ["worker_type"]),
    ];

    private static readonly TypeAttributes[] Copies =
    [
        new("aws_*", ["replica.region", "replica.region_name", "destination_region"]),
        new("aws_ecr_replication_configuration", ["replication_configuration.rule.destination.region"]),
        new("aws_efs_replication_configuration",
            ["destination.region", "destination.availability_zone_name"]),
        new("aws_ssmincidents_replication_set", ["region.name", "regions.name"]),
        new("aws_keyspaces_keyspace", ["replication_specification.region_list"]),
        new("aws_redshift_cluster", ["snapshot_copy.destination_region"]),
        new("aws_dsql_cluster", ["multi_region_properties.witness_region", "multi_region_properties.clusters"]),
        new("aws_{memorydb_multi_region_cluster,cognito_user_pool_replica}", ["region_name"]),
        new("aws_backup_plan", ["rule.copy_action.destination_vault_arn"]),
        new("aws_dlm_lifecycle_policy",
            ["policy_details.schedule.cross_region_copy_rule.target",
                "policy_details.schedule.cross_region_copy_rule.target_region",
                "policy_details.action.cross_region_copy.target",
                "policy_details.copy_action.cross_region_copy.target"]),
        new("aws_imagebuilder_distribution_configuration", ["distribution.region"]),
        new("aws_cloudformation_stack_{set_instance,instances}", ["regions", "stack_set_instance_region"]),
        new("aws_s3control_multi_region_access_point", ["details.region.bucket_region"], IsComputed: true),
        // The other end of a copy, which the plan does not create but whose data it holds.
        new("aws_db_instance", ["replicate_source_db"]),
        new("aws_rds_cluster", ["source_region"]),
        new("aws_{rds,neptune}_cluster", ["replication_source_identifier"]),
        new("aws_ami_copy", ["source_ami_region"]),
        new("aws_ebs_snapshot_copy", ["source_region"]),
        new("aws_db_instance_automated_backups_replication", ["source_db_instance_arn"]),
        new("aws_dynamodb_table_replica", ["global_table_arn"]),
        new("aws_kms_replica_{key,external_key}", ["primary_key_arn"]),
    ];

    public static ProviderSchema Aws { get; } = new("aws", "aws")
    {
        Title = "AWS regions",
        Regions = new(
            [new("region") { ComputedWithout = ("aws_s3_bucket", "bucket_region") },
                new("bucket_region", "aws_s3_bucket") { IsComputed = true }], RegionText.Amazon)
        {
            Hints = ["availability_zone", "arn"],
            Argument = "region",
            HasJobDefault = true,
            Global = Global,
            GlobalWhen = [("aws_wafv2_*", "scope", "CLOUDFRONT")],
        },
        Copies = Copies,
        Tags =
        [
            new("aws_{ec2,autoscaling_group,ecs,transfer,dynamodb}_tag", []),
            new("aws_autoscaling_group", ["tag", "tags"]) { Form = TagForm.Pairs },
            new("aws_*", ["tags"], "tags_all", "default_tags.tags"),
        ],
        Sizes = Sizes,
        // In older versions the name of a database instance is that of its first database.
        Names = [new("aws_db_instance", ["identifier"])],
    };

    public static ProviderSchema CloudControl { get; } = new("awscc", "aws")
    {
        Title = "AWS regions of this provider",
        Regions = new([], RegionText.Amazon)
        {
            Hints = ["availability_zone", "arn"],
            Argument = "region",
            HasJobDefault = true,
            Global = GlobalOfCloudControl,
            GlobalWhen = [("awscc_wafv2_*", "scope", "CLOUDFRONT")],
        },
        Copies =
        [
            // The provider may fill in every attribute that is not required.
            new("awscc_*", ["replicas.region", "replica_regions.region"], IsComputed: true),
            new("awscc_{cassandra_table,elasticache_global_replication_group}",
                ["replica_specifications.region", "members.replication_group_region",
                    "regional_configurations.replication_group_region"], IsComputed: true),
            new("awscc_cassandra_keyspace", ["replication_specification.region_list"], IsComputed: true),
            new("awscc_dsql_cluster",
                ["multi_region_properties.witness_region", "multi_region_properties.clusters"], IsComputed: true),
            new("awscc_efs_file_system", ["replication_configuration.destinations.region"], IsComputed: true),
            new("awscc_paymentcryptography_key", ["replication_regions"], IsComputed: true),
            new("awscc_redshift_cluster", ["destination_region"], IsComputed: true),
            new("awscc_ssmincidents_replication_set", ["regions.region_name"], IsComputed: true),
            new("awscc_ecr_replication_configuration", ["replication_configuration.rules.destinations.region"]),
            new("awscc_cognito_user_pool_replica", ["region_name"]),
            new("awscc_kms_replica_key", ["primary_key_arn"]),
            new("awscc_rds_db_instance",
                ["source_region", "source_db_instance_identifier", "automatic_backup_replication_region"],
                IsComputed: true),
            new("awscc_rds_db_cluster", ["source_region", "replication_source_identifier"], IsComputed: true),
        ],
        Tags =
        [
            new("awscc_*",
                ["tags", "hosted_zone_tags", "health_check_tags", "file_system_tags", "access_point_tags",
                    "user_pool_tags"]) { Form = TagForm.Pairs },
        ],
        Sizes =
        [
            new("awscc_*",
                ["instance_type", "instance_types", "node_type", "cache_node_type", "db_instance_class",
                    "db_cluster_instance_class"]),
            new("awscc_ec2_launch_template", ["launch_template_data.instance_type"]),
            new("awscc_opensearchservice_domain", ["cluster_config.instance_type"]),
            new("awscc_msk_cluster", ["broker_node_group_info.instance_type"]),
            new("awscc_glue_job", ["worker_type"]),
        ],
        Names =
        [
            new("awscc_*",
                ["name", "bucket_name", "function_name", "role_name", "queue_name", "topic_name", "table_name",
                    "cluster_name", "db_instance_identifier", "db_cluster_identifier", "log_group_name",
                    "repository_name", "load_balancer_name", "group_name", "user_name", "policy_name",
                    "alias_name"]),
        ],
    };
}
