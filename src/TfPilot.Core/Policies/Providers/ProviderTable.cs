namespace TfPilot.Core.Policies;

/// <summary>
/// The providers that the rules know. All rules about names, tags, regions and sizes read this table, and no other.
/// </summary>
internal static class ProviderTable
{
    /// <summary>
    /// Attributes with a resource's name, in order; a <c>Name</c> tag comes last. A provider's own rows come first.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "bucket", "name", "identifier", "cluster_identifier", "db_instance_identifier", "function_name", "table_name",
        "repository_name", "queue_name", "user_name", "role_name", "display_name", "account_name",
    ];

    public static IReadOnlyList<ProviderSchema> All { get; } =
    [
        AmazonSchemas.Aws, GoogleSchemas.Google, AzureSchemas.AzureRm, AmazonSchemas.CloudControl, AzureSchemas.AzApi,
        OtherSchemas.Oracle, OtherSchemas.Ibm, OtherSchemas.Alibaba, OtherSchemas.DigitalOcean, OtherSchemas.OpenStack,
        OtherSchemas.Hetzner,
        // Their resources have no regions, tags or sizes: they exist in the state, in a cluster or in a directory.
        .. NoCloud.Select(name => new ProviderSchema(name, name)),
    ];

    private static IEnumerable<string> NoCloud =>
    [
        "terraform", "random", "null", "local", "tls", "time", "archive", "external", "http", "template", "cloudinit",
        "kubernetes", "kubectl", "helm", "azuread", "azuredevops", "github", "gitlab",
    ];

    private static readonly Dictionary<string, ProviderSchema>.AlternateLookup<ReadOnlySpan<char>> ByName =
        All.ToDictionary(provider => provider.Name, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The provider of a resource type; null when it is not in the table.</summary>
    public static ProviderSchema? Of(string type)
    {
        var end = type.IndexOf('_');
        return ByName.TryGetValue(end < 0 ? type : type.AsSpan(0, end), out var provider) ? provider : null;
    }
}
