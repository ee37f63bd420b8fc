namespace TfPilot.Core.Policies;

internal static class GoogleSchemas
{
    private static readonly TypeAttributes[] Copies =
    [
        new("google_secret_manager_secret",
            ["replication.user_managed.replicas.location", "replication.user_managed.replicas.region"]),
        new("google_storage_bucket", ["custom_placement_config.data_locations"]),
        new("google_bigtable_instance", ["cluster.zone"]),
        new("google_sql_database_instance", ["settings.backup_configuration.location"]),
        new("google_sql_database_instance",
            ["settings.location_preference.zone", "settings.location_preference.secondary_zone"], IsComputed: true),
        new("google_compute_{snapshot,image,machine_image}", ["storage_locations"], IsComputed: true),
        new("google_compute_snapshot_settings", ["storage_location.locations.location"]),
        new("google_compute_resource_policy", ["snapshot_schedule_policy.snapshot_properties.storage_locations"],
            IsComputed: true),
        new("google_compute_disk_async_replication", ["primary_disk", "secondary_disk.disk"], IsComputed: true),
        new("google_compute_region_disk", ["replica_zones"]),
        new("google_pubsub_topic", ["message_storage_policy.allowed_persistence_regions"]),
        new("google_alloydb_cluster",
            ["secondary_config.primary_cluster_name", "automated_backup_policy.location"], IsComputed: true),
        new("google_bigquery_reservation", ["secondary_location"]),
        new("google_redis_cluster", ["cross_cluster_replication_config.primary_cluster.cluster"], IsComputed: true),
        new("google_memorystore_instance", ["cross_instance_replication_config.primary_instance.instance"],
            IsComputed: true),
        new("google_filestore_instance", ["initial_replication.replicas.peer_instance"], IsComputed: true),
        new("google_netapp_backup_vault", ["backup_region"]),
        new("google_spanner_instance_config", ["replicas.location"]),
        new("google_active_directory_domain", ["locations"]),
        new("google_apigee_organization", ["analytics_region", "api_consumer_data_location"]),
        new("google_logging_{folder,organization}_settings", ["storage_location"], IsComputed: true),
        new("google_observability_{folder,organization,project}_settings", ["default_storage_location"]),
        new("google_netapp_volume_replication", ["destination_volume_parameters.storage_pool"], IsComputed: true),
        new("google_cloud_run_v2_service", ["multi_region_settings.regions"]),
        new("google_vmwareengine_private_cloud",
            ["management_cluster.stretched_cluster_config.preferred_location",
                "management_cluster.stretched_cluster_config.secondary_location"]),
    ];

    private static readonly TypeAttributes[] Sizes =
    [
        new("google_compute_{instance,instance_template,region_instance_template}", ["machine_type"]),
        new("google_compute_reservation", ["specific_reservation.instance_properties.machine_type"]),
        new("google_compute_future_reservation", ["specific_sku_properties.instance_properties.machine_type"]),
        new("google_container_node_pool", ["node_config.machine_type"]),
        // The first pool of a cluster, in either of two blocks.
        new("google_container_cluster", ["node_config.machine_type", "node_pool.node_config.machine_type"],
            IsComputed: true),
        new("google_sql_database_instance", ["settings.tier"]),
        new("google_redis_instance", ["tier"]),
        new("google_{redis_cluster,memorystore_instance}", ["node_type"]),
        new("google_alloydb_instance", ["machine_config.machine_type"]),
        new("google_{notebooks_instance,dataflow_job,dataflow_flex_template_job}", ["machine_type"]),
        new("google_workbench_instance", ["gce_setup.machine_type"]),
        new("google_dataproc_cluster",
            ["cluster_config.master_config.machine_type", "cluster_config.worker_config.machine_type"]),
        new("google_composer_environment", ["config.environment_size", "config.node_config.machine_type"]),
        new("google_filestore_instance", ["tier"]),
        new("google_app_engine_{standard,flexible}_app_version", ["instance_class"]),
    ];

    public static ProviderSchema Google { get; } = new("google", "google")
    {
        Title = "Google Cloud regions",
        Also = ["google-beta"],
        Regions = new(
            [new("region"), new("location"), new("zone"), new("config", "google_spanner_instance"),
                new("location_id", "google_{firestore_database,app_engine_application}")], RegionText.Google)
        {
            Hints = ["self_link", "id"],
            Argument = "region",
            IsOnlyOfOwn = true,
            Inside = "key_ring",
            Global =
            [
                "google_project*", "google_folder*", "google_organization*", "google_billing_*", "google_iam_*",
                "google_service_account*",
            ],
            Placed =
            [
                "google_kms_{key_ring,key_handle,ekm_connection,autokey_config}", "google_logging_*_bucket_config",
                "google_discovery_engine_*", "google_dialogflow_*", "google_document_ai_*", "google_healthcare_*",
                "google_storage_*", "google_bigquery_*", "google_artifact_registry_*", "google_vertex_ai_*",
                "google_parameter_manager_*", "google_secret_manager_*", "google_data_loss_prevention_*",
                "google_contact_center_insights_*", "google_chronicle_*",
            ],
        },
        Copies = Copies,
        Tags =
        [
            new("google_sql_database_instance", ["settings.user_labels"]),
            new("google_monitoring_*", ["user_labels"]),
            new("google_cloud_run_{service,domain_mapping}", ["metadata.labels"]),
            new("google_*", ["labels", "resource_labels", "user_labels"], "terraform_labels", "default_labels"),
        ],
        Sizes = Sizes,
        Names =
        [
            new("google_service_account", ["account_id"]),
            new("google_bigquery_dataset", ["dataset_id"]),
            new("google_bigquery_table", ["table_id"]),
            new("google_secret_manager_secret", ["secret_id"]),
            new("google_artifact_registry_repository", ["repository_id"]),
            new("google_project", ["project_id"]),
            new("google_alloydb_cluster", ["cluster_id"]),
            new("google_alloydb_instance", ["instance_id"]),
            new("google_api_gateway_api", ["api_id"]),
            new("google_api_gateway_api_config", ["api_config_id"]),
            new("google_api_gateway_gateway", ["gateway_id"]),
            new("google_gke_hub_membership", ["membership_id"]),
            new("google_iam_workload_identity_pool", ["workload_identity_pool_id"]),
            new("google_logging_*_bucket_config", ["bucket_id"]),
            new("google_tags_tag_{key,value}", ["short_name"]),
            // Their name is an identifier that Google assigns.
            new("google_monitoring_{alert_policy,notification_channel,uptime_check_config}", ["display_name"]),
            new("google_{folder,firebase_web_app}", ["display_name"]),
        ],
    };
}
