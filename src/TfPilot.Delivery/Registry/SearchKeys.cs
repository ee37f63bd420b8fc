namespace TfPilot.Delivery.Registry;

/// <summary>
/// The texts by which a resource is found: its address, id, ARN, URI, name, identity, tags, IP addresses and host
/// names, each in lower case and as a whole. Long ids are also found by their last part.
/// </summary>
public static class SearchKeys
{
    /// <summary>Longer texts find nothing, because an index of the database limits them.</summary>
    private const int MaxLength = 500;

    private static readonly char[] Separators = ['/', ':'];

    public static IReadOnlyList<string> Of(StateResource resource) =>
    [
        .. Texts(resource).Select(Normalize).OfType<string>().Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The key for a query; null when it can find nothing.</summary>
    public static string? Normalize(string? text) =>
        text?.Trim().ToLowerInvariant() is { Length: > 0 and <= MaxLength } key ? key : null;

    private static IEnumerable<string?> Texts(StateResource resource)
    {
        yield return resource.Address;
        yield return resource.Name;
        foreach (var id in new[] { resource.Id, resource.Arn, resource.SelfLink })
        {
            yield return id;
            yield return id?[(id.LastIndexOfAny(Separators) + 1)..];
        }

        foreach (var (_, value) in resource.Identity) yield return value;
        foreach (var (key, value) in resource.Tags)
        {
            yield return value;
            yield return $"{key}={value}";
        }

        foreach (var host in resource.Hosts) yield return host;
    }
}
