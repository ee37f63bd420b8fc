using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Policies;

/// <summary>Attribute values that the vendors' own guides advise against.</summary>
internal static class BetterValues
{
    private static readonly SuggestionRule PublicAccess = new(
        "public-access", "A resource is, or may become, publicly accessible.", "Anyone who finds it can attack it.");

    private static readonly SuggestionRule Encryption = new(
        "encryption", "Data is stored or sent unencrypted.",
        "Anyone with access to the disk or the network can read the data.");

    private static readonly SuggestionRule Backups = new(
        "backups", "There are no backups.", "Data deleted or overwritten by mistake cannot be restored.");

    private static readonly SuggestionRule DeletionProtection = new(
        "deletion-protection", "A stateful resource can be destroyed by a single apply.",
        "With deletion protection, the provider refuses to delete the resource until the protection is removed.");

    public static IReadOnlyList<SuggestionRule> Rules { get; } = [PublicAccess, Encryption, Backups,
        DeletionProtection];

    public static IReadOnlyList<BetterValue> Table { get; } =
    [
        new(PublicAccess,
            ["aws_db_instance", "aws_rds_cluster_instance", "aws_redshift_cluster", "aws_dms_replication_instance",
                "aws_mq_broker"], "publicly_accessible", ["true"], "false"),
        new(PublicAccess, ["aws_s3_bucket_public_access_block"], "block_public_acls", ["false"],
            "true") { OrUnset = true },
        new(PublicAccess, ["aws_s3_bucket_public_access_block"], "block_public_policy", ["false"],
            "true") { OrUnset = true },
        new(PublicAccess, ["aws_s3_bucket_public_access_block"], "ignore_public_acls", ["false"],
            "true") { OrUnset = true },
        new(PublicAccess, ["aws_s3_bucket_public_access_block"], "restrict_public_buckets", ["false"],
            "true") { OrUnset = true },
        new(PublicAccess, ["aws_s3_bucket", "aws_s3_bucket_acl"], "acl",
            ["public-read", "public-read-write", "authenticated-read"], "private"),
        new(PublicAccess, ["google_storage_bucket"], "public_access_prevention", ["inherited"], "enforced"),
        new(PublicAccess, ["google_sql_database_instance"], "settings.ip_configuration.ipv4_enabled", ["true"],
            "false"),
        new(PublicAccess,
            ["azurerm_mssql_server", "azurerm_postgresql_server", "azurerm_postgresql_flexible_server",
                "azurerm_cosmosdb_account", "azurerm_redis_cache"], "public_network_access_enabled", ["true"], "false"),
        new(PublicAccess, ["azurerm_storage_account"], "allow_nested_items_to_be_public", ["true"], "false"),

        new(Encryption, ["aws_db_instance"], "storage_encrypted", ["false"], "true") { OrUnset = true },
        new(Encryption, ["aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"], "storage_encrypted", ["false"],
            "true"),
        new(Encryption, ["aws_ebs_volume", "aws_efs_file_system", "aws_redshift_cluster"], "encrypted", ["false"],
            "true"),
        new(Encryption, ["aws_instance"], "root_block_device.encrypted", ["false"], "true"),
        new(Encryption, ["aws_instance"], "ebs_block_device.encrypted", ["false"], "true"),
        new(Encryption, ["aws_elasticache_replication_group"], "at_rest_encryption_enabled", ["false"], "true"),
        new(Encryption, ["aws_elasticache_replication_group"], "transit_encryption_enabled", ["false"], "true"),
        new(Encryption, ["aws_opensearch_domain", "aws_elasticsearch_domain"], "encrypt_at_rest.enabled", ["false"],
            "true"),
        new(Encryption, ["aws_opensearch_domain", "aws_elasticsearch_domain"], "node_to_node_encryption.enabled",
            ["false"], "true"),
        new(Encryption, ["aws_kinesis_stream"], "encryption_type", ["NONE"], "KMS") { OrUnset = true },
        new(Encryption, ["google_sql_database_instance"], "settings.ip_configuration.ssl_mode",
            ["ALLOW_UNENCRYPTED_AND_ENCRYPTED"], "ENCRYPTED_ONLY"),
        new(Encryption, ["azurerm_storage_account"], "https_traffic_only_enabled", ["false"], "true"),
        new(Encryption, ["azurerm_redis_cache"], "non_ssl_port_enabled", ["true"], "false"),

        new(Backups, ["aws_db_instance"], "backup_retention_period", ["0"], "7"),
        new(Backups, ["aws_elasticache_replication_group"], "snapshot_retention_limit", ["0"], "7"),
        new(Backups, ["aws_redshift_cluster"], "automated_snapshot_retention_period", ["0"], "7"),
        new(Backups, ["aws_dynamodb_table"], "point_in_time_recovery.enabled", ["false"], "true") { OrUnset = true },
        new(Backups, ["aws_s3_bucket_versioning"], "versioning_configuration.status", ["Disabled", "Suspended"],
            "Enabled"),
        new(Backups, ["google_sql_database_instance"], "settings.backup_configuration.enabled", ["false"], "true"),
        new(Backups, ["google_storage_bucket"], "versioning.enabled", ["false"], "true"),

        new(DeletionProtection, ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"],
            "deletion_protection", ["false"], "true") { OrUnset = true },
        new(DeletionProtection, ["aws_dynamodb_table"], "deletion_protection_enabled", ["false"],
            "true") { OrUnset = true },
        new(DeletionProtection, ["aws_cognito_user_pool"], "deletion_protection", ["INACTIVE"],
            "ACTIVE") { OrUnset = true },
        new(DeletionProtection,
            ["google_sql_database_instance", "google_bigquery_table", "google_bigtable_instance",
                "google_spanner_database"], "deletion_protection", ["false"], "true"),
        new(DeletionProtection, ["google_firestore_database"], "delete_protection_state",
            ["DELETE_PROTECTION_DISABLED"], "DELETE_PROTECTION_ENABLED"),
        new(DeletionProtection, ["azurerm_key_vault"], "purge_protection_enabled", ["false"],
            "true") { OrUnset = true },
    ];

    private static readonly ILookup<string, BetterValue> ByType =
        Table.SelectMany(row => row.Types.Select(type => (type, row)))
        .ToLookup(pair => pair.type, pair => pair.row, StringComparer.Ordinal);

    public static IEnumerable<Suggestion> In(ResourceChange change, IReadOnlyList<Leaf> leaves) =>
        ByType[change.Type].SelectMany(row => row.In(change, leaves));
}
