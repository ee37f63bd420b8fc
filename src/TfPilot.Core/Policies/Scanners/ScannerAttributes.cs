namespace TfPilot.Core.Policies;

/// <summary>
/// Determines the attribute of a result: from a table of rules, or from its line. Rules about repeatable blocks are
/// excluded, because another block could be meant.
/// </summary>
internal static class ScannerAttributes
{
    /// <summary>Trivy rules are listed without the <c>AVD-</c> prefix of older versions.</summary>
    private static readonly (string Attribute, string[] Rules)[] Table =
    [
        ("storage_encrypted",
            ["trivy/AWS-0079", "trivy/AWS-0080", "checkov/CKV_AWS_16", "checkov/CKV_AWS_44", "checkov/CKV_AWS_74",
                "checkov/CKV_AWS_96"]),
        ("publicly_accessible",
            ["trivy/AWS-0180", "checkov/CKV_AWS_17", "checkov/CKV_AWS_69", "checkov/CKV_AWS_87", "checkov/CKV_AWS_89"]),
        ("backup_retention_period", ["trivy/AWS-0077", "checkov/CKV_AWS_133"]),
        ("deletion_protection",
            ["trivy/AWS-0177", "checkov/CKV_AWS_139", "checkov/CKV_AWS_293", "checkov/CKV_GCP_119",
                "checkov/CKV_GCP_121", "checkov/CKV_GCP_122"]),
        ("encrypted",
            ["trivy/AWS-0026", "trivy/AWS-0037", "checkov/CKV_AWS_3", "checkov/CKV_AWS_42", "checkov/CKV_AWS_64"]),
        ("block_public_acls", ["trivy/AWS-0086", "checkov/CKV_AWS_53"]),
        ("block_public_policy", ["trivy/AWS-0087", "checkov/CKV_AWS_54"]),
        ("ignore_public_acls", ["trivy/AWS-0091", "checkov/CKV_AWS_55"]),
        ("restrict_public_buckets", ["trivy/AWS-0093", "checkov/CKV_AWS_56"]),
        ("acl", ["trivy/AWS-0092", "checkov/CKV_AWS_20", "checkov/CKV_AWS_57"]),
        ("at_rest_encryption_enabled", ["trivy/AWS-0045", "checkov/CKV_AWS_29"]),
        ("transit_encryption_enabled", ["trivy/AWS-0051", "checkov/CKV_AWS_30"]),
        ("snapshot_retention_limit", ["trivy/AWS-0050", "checkov/CKV_AWS_134"]),
        ("encrypt_at_rest.enabled", ["trivy/AWS-0048", "checkov/CKV_AWS_5"]),
        ("node_to_node_encryption.enabled", ["trivy/AWS-0043", "checkov/CKV_AWS_6"]),
        ("point_in_time_recovery.enabled", ["trivy/AWS-0024", "checkov/CKV_AWS_28"]),
        ("encryption_type", ["trivy/AWS-0064", "checkov/CKV_AWS_43"]),
        ("enable_key_rotation", ["trivy/AWS-0065", "checkov/CKV_AWS_7"]),
        ("metadata_options.http_tokens", ["trivy/AWS-0028", "checkov/CKV_AWS_79"]),
        ("vpc_config.endpoint_public_access", ["trivy/AWS-0040", "checkov/CKV_AWS_39"]),
        ("https_traffic_only_enabled", ["trivy/AZU-0008", "checkov/CKV_AZURE_3"]),
        ("allow_nested_items_to_be_public", ["checkov/CKV_AZURE_190"]),
        ("purge_protection_enabled", ["trivy/AZU-0016", "checkov/CKV_AZURE_110"]),
        ("public_network_access_enabled",
            ["trivy/AZU-0022", "checkov/CKV_AZURE_68", "checkov/CKV_AZURE_89", "checkov/CKV_AZURE_101",
                "checkov/CKV_AZURE_113"]),
        ("uniform_bucket_level_access", ["trivy/GCP-0002", "checkov/CKV_GCP_29"]),
        ("public_access_prevention", ["checkov/CKV_GCP_114"]),
        ("settings.ip_configuration.ipv4_enabled", ["trivy/GCP-0017", "checkov/CKV_GCP_60"]),
        ("settings.backup_configuration.enabled", ["trivy/GCP-0024", "checkov/CKV_GCP_14"]),
    ];

    private static readonly Dictionary<string, string> ByRule = Table.SelectMany(
        row => row.Rules.Select(rule => (rule, row.Attribute))).ToDictionary(StringComparer.Ordinal);

    /// <summary>Empty when the result is about the whole block or several of its lines.</summary>
    public static string Of(ScannerResult result, HclBlock block) =>
        ByRule.GetValueOrDefault(result.Rule.Replace("trivy/AVD-", "trivy/", StringComparison.Ordinal))
        ?? (result.FirstLine == result.LastLine && result.FirstLine > block.FirstLine
            ? block.Attributes.FirstOrDefault(attribute => attribute.Value == result.FirstLine).Key : null)
        ?? "";
}
