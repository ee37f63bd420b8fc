using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>The regions of replicas: attributes of a type that name further regions.</summary>
internal static class ReplicaRegions
{
    private static readonly (Glob Types, string Path, bool IsComputed)[] Table =
    [
        Row("azurerm_cosmosdb_account", "geo_location[*].location"),
        Row("azurerm_container_registry", "georeplications[*].location"),
        Row("azurerm_api_management", "additional_location[*].location"),
        Row("azurerm_app_configuration", "replica[*].location"),
        Row("azurerm_{shared_image,gallery_application}_version", "target_region[*].name"),
        Row("azapi_*", "body.properties.locations[*].locationName"),
        Row("aws_dynamodb_{table,global_table}", "replica[*].region_name"),
        Row("aws_secretsmanager_secret", "replica[*].region"),
        Row("aws_ecr_replication_configuration", "replication_configuration[*].rule[*].destination[*].region"),
        Row("aws_efs_replication_configuration", "destination[*].region"),
        Row("aws_ssmincidents_replication_set", "region[*].name"),
        Row("awscc_dynamodb_global_table", "replicas[*].region"),
        Row("awscc_secretsmanager_secret", "replica_regions[*].region"),
        Row("google_secret_manager_secret", "replication[*].user_managed[*].replicas[*].location"),
        Row("google_storage_bucket", "custom_placement_config[*].data_locations[*]"),
        Row("google_bigtable_instance", "cluster[*].zone"),
        Row("google_sql_database_instance", "settings[*].backup_configuration[*].location"),
        Row("google_compute_{snapshot,region_disk_snapshot,image,machine_image}", "storage_locations[*]",
            isComputed: true),
        Row("google_compute_resource_policy", "snapshot_schedule_policy[*].snapshot_properties[*].storage_locations[*]",
            isComputed: true),
    ];

    public static ReplicaAttribute[] Of(string type) =>
        [.. Table.Where(row => row.Types.Matches(type))
            .Select(row => new ReplicaAttribute(ValuePath.Of(row.Path), row.IsComputed))];

    /// <summary>The named regions other than the resource's own.</summary>
    public static IEnumerable<ObjectRegion> Of(Subject subject, PlanValue? own) =>
        subject.Kind.Replicas.Length == 0 ? [] : Found(subject, own);

    private static IEnumerable<ObjectRegion> Found(Subject subject, PlanValue? own)
    {
        foreach (var (path, isComputed) in subject.Kind.Replicas)
        {
            var places = path.In(subject.After);
            for (var i = 0; i < places.Count; i++)
            {
                var value = places[i].Value is PlanValue.Text text ? Regions.PlaceOf(text.Value) : places[i].Value;
                var counts = value is PlanValue.Text { Value.Length: > 0 } ? !value.Equals(own)
                    : Subject.IsHidden(value) && !isComputed;
                if (counts) yield return new(places[i].Path, value, places[i].Path);
            }
        }
    }

    private static (Glob Types, string Path, bool IsComputed) Row(string types, string path, bool isComputed = false) =>
        (new(types), path, isComputed);
}

/// <summary>
/// An attribute that names further regions of an object; the provider fills it in where it
/// <paramref name="IsComputed"/>.
/// </summary>
internal sealed record ReplicaAttribute(ValuePath Path, bool IsComputed);
