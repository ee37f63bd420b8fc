using System.Text.Json;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Delivery.Registry;

/// <summary>Chooses the fields of a resource: an allow list, from which sensitive values are removed.</summary>
internal static partial class ResourceFields
{
    private const int MaxLength = 1_000;

    private static readonly string[] Names =
    [
        "name", "bucket", "identifier", "cluster_identifier", "function_name", "table_name", "repository_name",
        "queue_name", "user_name", "role_name", "display_name", "account_name",
    ];

    private static readonly string[] Hosts =
    [
        "public_ip", "private_ip", "ip", "ip_address", "ip_addresses", "ipv4_address", "ipv6_address", "ipv6_addresses",
        "public_ip_address", "public_ip_addresses", "private_ip_address", "private_ip_addresses", "address",
        "public_dns", "private_dns", "dns_name", "fqdn", "hostname", "host_name", "default_hostname", "endpoint",
        "reader_endpoint", "domain_name", "bucket_domain_name",
    ];

    private static readonly string[] TagMaps = ["tags_all", "tags", "effective_labels", "labels"];

    private static readonly HashSet<string> TagKeys = new(
        [
            "name", "environment", "env", "stage", "project", "application", "app", "service", "component", "stack",
            "team", "owner", "costcenter", "cost-center", "cost_center", "managedby", "managed-by", "managed_by",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static StateResources Choose(
        IReadOnlyList<StateObject> objects, DocumentSecrets secrets, string? terraformVersion)
    {
        var managed = objects.Where(one => one.IsManaged).ToList();
        return new([.. managed.Select(one => Choose(one, secrets))], managed.Count == 0)
        {
            TerraformVersion = terraformVersion,
        };
    }

    private static StateResource Choose(StateObject one, DocumentSecrets secrets)
    {
        string? Value(params string[] path) => Find(one, path) is { Length: > 0 and <= MaxLength } text
            && !secrets.AreIn(text) ? text : null;

        var tags = Tags(one, secrets);
        var arn = Value("arn");
        return one.Resource with
        {
            Id = Value("id"),
            Arn = arn,
            SelfLink = Value("self_link"),
            Identity = Texts(one.Identity, secrets),
            Name = Names.Select(name => Value(name)).FirstOrDefault(name => name is not null)
                ?? tags.FirstOrDefault(tag => tag.Key.Equals("name", StringComparison.OrdinalIgnoreCase)).Value,
            Region = Value("region") ?? Value("location") ?? RegionOf(arn) ?? Value("zone")
                ?? Value("availability_zone"),
            Tags = tags,
            Hosts = [.. Hosts.SelectMany(name => Many(one, name)).Select(HostOf).OfType<string>()
                .Where(host => !secrets.AreIn(host)).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>The value at a path; null when it is sensitive or no text or number.</summary>
    private static string? Find(StateObject one, params ReadOnlySpan<string> path)
    {
        if (one.Values is not { } value) return null;
        var sensitive = one.Sensitive;
        foreach (var step in path) sensitive = sensitive.Under(step);
        if (sensitive.IsWhole) return null;
        if (value.TryGetProperty(string.Join('.', path.ToArray()), out var flat)) return StateValues.Scalar(flat);
        foreach (var step in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value)) return null;
        }

        return StateValues.Scalar(value);
    }

    /// <summary>The text, or the texts of a list.</summary>
    private static IEnumerable<string> Many(StateObject one, string name)
    {
        if (Find(one, name) is { } text) return [text];
        return one.Values is { } values && !one.Sensitive.Under(name).IsWhole
            && values.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(StateValues.Scalar).OfType<string>() : [];
    }

    private static SortedDictionary<string, string> Tags(StateObject one, DocumentSecrets secrets)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (one.Values is not { } values) return tags;
        foreach (var map in TagMaps)
        {
            var keys = values.TryGetProperty(map, out var nested) && nested.ValueKind == JsonValueKind.Object
                ? nested.EnumerateObject().Select(tag => tag.Name)
                : values.EnumerateObject().Where(member => member.Name.StartsWith($"{map}.", StringComparison.Ordinal))
                    .Select(member => member.Name[(map.Length + 1)..]);
            foreach (var key in keys.Where(TagKeys.Contains))
            {
                if (Find(one, map, key) is { Length: > 0 and <= MaxLength } text && !secrets.AreIn(text))
                    tags.TryAdd(key, text);
            }
        }

        return tags;
    }

    private static SortedDictionary<string, string> Texts(JsonElement? identity, DocumentSecrets secrets)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (identity is not { } members) return texts;
        foreach (var member in members.EnumerateObject())
        {
            if (StateValues.Scalar(member.Value) is { Length: <= MaxLength } text && !secrets.AreIn(text))
                texts[member.Name] = text;
        }

        return texts;
    }

    private static string? RegionOf(string? arn) =>
        arn?.Split(':') is ["arn", _, _, { Length: > 0 } region, ..] ? region : null;

    /// <summary>The host of an endpoint with or without port; null for any other text.</summary>
    private static string? HostOf(string text)
    {
        var match = Host().Match(text);
        return match.Success ? match.Groups[1].Value.ToLowerInvariant() : null;
    }

    /// <summary>An IPv4 address, an IPv6 address, or a host name with at least one dot.</summary>
    [GeneratedRegex(
        @"\A((?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}|"
        + @"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61})"
        + @"\.?(?::\d{1,5}|/\d{1,3})?\z",
        RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Host();
}
