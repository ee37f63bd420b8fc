using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>The attribute of each type that contains the size.</summary>
internal static class SizeAttributes
{
    private static readonly (string Types, string Attribute)[] Table =
    [
        ("aws_{instance,launch_template,launch_configuration,ec2_host,spot_instance_request}", "instance_type"),
        ("aws_spot_fleet_request", "launch_specification.instance_type"),
        ("aws_spot_fleet_request", "launch_template_config.overrides.instance_type"),
        ("aws_ec2_fleet", "launch_template_config.override.instance_type"),
        ("aws_autoscaling_group", "mixed_instances_policy.launch_template.override.instance_type"),
        ("aws_db_instance", "instance_class"),
        ("aws_{rds,neptune,docdb}_cluster_instance", "instance_class"),
        ("aws_rds_cluster", "db_cluster_instance_class"),
        ("aws_elasticache_{cluster,replication_group}", "node_type"),
        ("aws_redshift_cluster", "node_type"),
        ("aws_memorydb_cluster", "node_type"),
        ("aws_eks_node_group", "instance_types"),
        ("aws_{opensearch,elasticsearch}_domain", "cluster_config.instance_type"),
        ("aws_msk_cluster", "broker_node_group_info.instance_type"),
        ("aws_mq_broker", "host_instance_type"),
        ("aws_dms_replication_instance", "replication_instance_class"),
        ("aws_sagemaker_*", "instance_type"),
        ("aws_sagemaker_endpoint_configuration", "production_variants.instance_type"),
        ("aws_glue_job", "worker_type"),

        ("google_compute_{instance,instance_template,region_instance_template}", "machine_type"),
        ("google_container_{cluster,node_pool}", "node_config.machine_type"),
        ("google_sql_database_instance", "settings.tier"),
        ("google_redis_instance", "tier"),
        ("google_redis_cluster", "node_type"),

        ("azurerm_{linux,windows}_virtual_machine", "size"),
        ("azurerm_{virtual_machine,kubernetes_cluster_node_pool,machine_learning_compute_cluster"
            + ",machine_learning_compute_instance}", "vm_size"),
        ("azurerm_machine_learning_compute_instance", "virtual_machine_size"),
        ("azurerm_kubernetes_cluster", "default_node_pool.vm_size"),
        ("azurerm_*_virtual_machine_scale_set", "sku"),
        ("azurerm_orchestrated_virtual_machine_scale_set", "sku_name"),
        ("azurerm_{postgresql,mysql}_{server,flexible_server}", "sku_name"),
        ("azurerm_mssql_{database,elasticpool,managed_instance}", "sku_name"),
        ("azurerm_{redis_cache,service_plan,synapse_sql_pool}", "sku_name"),
    ];

    public static ValuePath[] Of(string type) =>
        [.. Table.Where(row => new Glob(row.Types).Matches(type)).Select(row => ValuePath.Of(row.Attribute))];
}
