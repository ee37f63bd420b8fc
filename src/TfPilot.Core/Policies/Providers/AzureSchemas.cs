namespace TfPilot.Core.Policies;

internal static class AzureSchemas
{
    private static readonly TypeAttributes[] Copies =
    [
        new("azurerm_*",
            ["geo_location.location", "failover_policy.location", "additional_location.location",
                "georeplications.location", "replica.location"]),
        new("azurerm_*",
            ["partner_server.location", "partner_servers.location", "partner_region.location"], IsComputed: true),
        new("azurerm_*", ["secondary_location"], IsComputed: true)
        {
            SetWhen = ("account_replication_type", ["GRS", "RAGRS", "GZRS", "RAGZRS"]),
        },
        new("azurerm_container_registry", ["georeplication_locations"]),
        new("azurerm_{shared_image,gallery_application}_version", ["target_region.name"]),
        new("azurerm_netapp_volume*",
            ["data_protection_replication.remote_volume_location",
                "volume.data_protection_replication.remote_volume_location"]),
        new("azurerm_redis_linked_server", ["linked_redis_cache_location"]),
        new("azurerm_workloads_sap_{single_node,three_tier}_virtual_instance", ["app_location"]),
        new("azurerm_dev_center_project_pool", ["managed_virtual_network_regions"]),
        // The other end of a copy, which the plan does not create but whose data it holds.
        new("azurerm_{cosmosdb_postgresql,mongo}_cluster", ["source_location"]),
    ];

    private static readonly TypeAttributes[] Sizes =
    [
        new("azurerm_{linux,windows}_virtual_machine", ["size"]),
        new("azurerm_dev_test_{linux,windows}_virtual_machine", ["size"]),
        new("azurerm_{virtual_machine,kubernetes_cluster_node_pool,batch_pool,machine_learning_compute_cluster}",
            ["vm_size"]),
        new("azurerm_machine_learning_compute_instance", ["virtual_machine_size"]),
        new("azurerm_kubernetes_cluster", ["default_node_pool.vm_size"]),
        new("azurerm_*_virtual_machine_scale_set", ["sku"]),
        new("azurerm_virtual_machine_scale_set", ["sku.name"]),
        new("azurerm_orchestrated_virtual_machine_scale_set", ["sku_name"]),
        new("azurerm_{postgresql,mysql}_{server,flexible_server}", ["sku_name"]),
        new("azurerm_mssql_{database,elasticpool,managed_instance}", ["sku_name", "sku.name"]),
        new("azurerm_{redis_cache,service_plan,synapse_sql_pool,redis_enterprise_cluster,managed_redis}", ["sku_name"]),
        new("azurerm_app_service_plan", ["sku.size"]),
        new("azurerm_{application_gateway,kusto_cluster}", ["sku.name"]),
        new("azurerm_{virtual_network_gateway,search_service,eventhub_namespace,servicebus_namespace}", ["sku"]),
        new("azurerm_{api_management,cognitive_account,dedicated_host}", ["sku_name"]),
        new("azurerm_synapse_spark_pool", ["node_size"]),
        new("azurerm_hdinsight_*_cluster", ["roles.head_node.vm_size", "roles.worker_node.vm_size"]),
    ];

    public static ProviderSchema AzureRm { get; } = new("azurerm", "azurerm")
    {
        Title = "Azure locations, such as westeurope",
        Regions = new([new("location")], RegionText.Azure),
        Copies = Copies,
        Tags =
        [
            new("azurerm_api_management_{named_value,property}", []),
            new("azurerm_sentinel_*", []),
            new("azurerm_*", ["tags"]),
        ],
        Sizes = Sizes,
    };

    /// <summary>
    /// The body has the names of Azure's own interface. The provider adds its default tags and location to the plan.
    /// </summary>
    public static ProviderSchema AzApi { get; } = new("azapi", "azurerm")
    {
        Title = "Azure locations of this provider",
        Regions = new([new("location"), new("body.location")], RegionText.Azure),
        Copies =
        [
            new("azapi_*",
                ["body.properties.locations.locationName", "body.properties.additionalLocations.location",
                    "body.properties.geoDataReplication.locations.locationName",
                    "body.properties.publishingProfile.targetRegions.name", "body.properties.partnerRegions.location",
                    "body.properties.linkedRedisCacheLocation", "body.properties.replication.location",
                    "body.properties.dataProtection.replication.remoteVolumeRegion",
                    "body.properties.replicaParameters.sourceLocation"]),
        ],
        Tags =
        [
            new("azapi_*", ["tags", "body.tags"], All: null, "default_tags") { IsOnlyOfTopLevel = true },
        ],
        Sizes =
        [
            new("azapi_*",
                ["body.sku.name", "body.properties.hardwareProfile.vmSize", "body.properties.sku.name",
                    "body.properties.agentPoolProfiles.vmSize", "body.properties.vmSize",
                    "body.properties.workloadProfiles.workloadProfileType"]),
        ],
        JsonTexts = ["body"],
    };
}
