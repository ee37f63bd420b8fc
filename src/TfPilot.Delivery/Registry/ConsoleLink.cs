namespace TfPilot.Delivery.Registry;

/// <summary>The page of a resource in the console of AWS, Azure or Google.</summary>
public static class ConsoleLink
{
    /// <returns>Null for other providers, and when the resource cannot be named.</returns>
    public static string? Of(StateResource resource) => resource switch
    {
        { Arn: ['a', 'r', 'n', ':', ..] arn } =>
            $"https://console.aws.amazon.com/go/view?arn={Uri.EscapeDataString(arn)}",
        { Id: { } id } when IsAzure(resource) && id.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) =>
            $"https://portal.azure.com/#@/resource{Escape(id)}",
        _ when resource.Type.StartsWith("google_", StringComparison.Ordinal) => Google(resource),
        _ => null,
    };

    private static bool IsAzure(StateResource resource) =>
        resource.Type.StartsWith("azurerm_", StringComparison.Ordinal)
        || resource.Type.StartsWith("azapi_", StringComparison.Ordinal);

    private static string? Google(StateResource resource)
    {
        if (resource is { Type: "google_storage_bucket", Name: { } bucket })
            return $"https://console.cloud.google.com/storage/browser/{Uri.EscapeDataString(bucket)}";
        var steps = (resource.SelfLink ?? resource.Id ?? "").Split('/');
        string? After(string word) =>
            Array.IndexOf(steps, word) is >= 0 and var at && at + 1 < steps.Length ? steps[at + 1] : null;
        if (After("projects") is not { Length: > 0 } project) return null;
        var query = $"?project={Uri.EscapeDataString(project)}";
        return After("zones") is { } zone && After("instances") is { } name
            ? "https://console.cloud.google.com/compute/instancesDetail/zones/" +
                $"{Uri.EscapeDataString(zone)}/instances/{Uri.EscapeDataString(name)}{query}"
            : $"https://console.cloud.google.com/home/dashboard{query}";
    }

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
