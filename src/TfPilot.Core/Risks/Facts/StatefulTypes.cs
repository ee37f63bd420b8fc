using TfPilot.Core.Basics;

namespace TfPilot.Core.Risks;

/// <summary>
/// Resource types whose destruction loses data or identity that a new resource does not restore: the built-in types and
/// those of <c>add</c>, without those of <c>remove</c>, which takes precedence. All are globs.
/// </summary>
public sealed class StatefulTypes(IEnumerable<string> add, IEnumerable<string> remove)
{
    private readonly GlobSet stateful = new([.. Patterns, .. add]);
    private readonly GlobSet removed = new(remove);

    private static string[] Patterns =>
    [
        "aws_db_instance", "aws_rds_cluster*", "aws_rds_global_cluster", "aws_dynamodb_{table,global_table}",
        "aws_docdb_cluster*",
        "aws_neptune_cluster*", "aws_keyspaces_table", "aws_timestreamwrite_*", "aws_qldb_ledger",
        "aws_memorydb_cluster",
        "aws_elasticache_{replication_group,cluster,serverless_cache}", "aws_redshift_cluster",
        "aws_redshiftserverless_namespace",
        "aws_{opensearch,elasticsearch}_domain", "aws_s3_bucket", "aws_s3tables_*", "aws_glacier_vault",
        "aws_efs_file_system", "aws_fsx_*",
        "aws_ebs_{volume,snapshot}", "aws_kinesis_stream", "aws_msk_cluster", "aws_sqs_queue", "aws_mq_broker",
        "aws_emr_cluster",
        "aws_cognito_user_pool", "aws_secretsmanager_secret", "aws_ssm_parameter", "aws_kms_key", "aws_backup_vault",
        "aws_cloudwatch_log_group", "aws_ecr_repository", "aws_route53_zone", "aws_cloudformation_stack",
        "aws_organizations_account",

        "google_sql_database", "google_sql_database_instance", "google_spanner_{instance,database}",
        "google_bigtable_*",
        "google_bigquery_{dataset,table}", "google_storage_bucket", "google_filestore_instance", "google_compute_disk",
        "google_redis_{instance,cluster}", "google_alloydb_*", "google_firestore_database",
        "google_kms_{key_ring,crypto_key}",
        "google_secret_manager_secret", "google_artifact_registry_repository", "google_dns_managed_zone",
        "google_pubsub_{topic,subscription}", "google_project",

        "azurerm_mssql_{server,database,managed_instance}", "azurerm_postgresql_*", "azurerm_mysql_*",
        "azurerm_cosmosdb_*",
        "azurerm_storage_{account,container,share}", "azurerm_managed_disk", "azurerm_key_vault*",
        "azurerm_redis_cache",
        "azurerm_eventhub*", "azurerm_servicebus_*", "azurerm_recovery_services_vault", "azurerm_container_registry",
        "azurerm_log_analytics_workspace", "azurerm_dns_zone", "azurerm_resource_group", "azurerm_netapp_volume",
        "azurerm_kusto_*",

        "kubernetes_persistent_volume*", "kubernetes_namespace", "github_repository", "cloudflare_zone", "vault_mount",
        "random_password", "tls_private_key", "mongodbatlas_cluster", "snowflake_{database,table}",
    ];

    public static StatefulTypes BuiltIn { get; } = new([], []);

    public bool Contains(string type) => stateful.Matches(type) && !removed.Matches(type);
}
