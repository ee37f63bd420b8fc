using System.Text.Json;

namespace TfPilot.Core.Environments;

/// <summary>Reads configuration written as JSON; invalid JSON yields nothing.</summary>
internal static class TerraformJson
{
    internal static readonly JsonDocumentOptions Options =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static TerraformFile Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return new();
        }
    }

    private static TerraformFile Of(JsonElement root)
    {
        var terraform = Objects(root, "terraform").ToList();
        var providers = Objects(root, "provider").SelectMany(Names).ToList();
        var required = terraform.SelectMany(block => Objects(block, "required_providers")).SelectMany(Names);
        var types = Objects(root, "resource").Concat(Objects(root, "data")).SelectMany(Names)
            .Select(TerraformFile.ProviderOf);
        var sources = Objects(root, "module").SelectMany(calls => Names(calls).SelectMany(call => Objects(calls, call)))
            .Select(call => call.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.String
                ? source.GetString() : null).ToList();
        var blocks = root.ValueKind == JsonValueKind.Object ? Names(root).Where(name => name != "//").ToList() : [];
        return new()
        {
            HasBlocks = blocks.Count > 0,
            OnlyDeclares = blocks.Count > 0 && blocks.TrueForAll(TerraformFile.IsDeclaration),
            HasResources = blocks.Exists(TerraformFile.IsResource),
            HasBackend = terraform.SelectMany(Names).Any(name => name is "backend" or "cloud"),
            HasProvider = providers.Count > 0,
            Providers = [.. providers.Concat(required).Concat(types).Distinct()],
            ModuleSources = [.. sources.Where(source => !TerraformFile.IsUnknown(source)).OfType<string>()],
            ReadsVariableFiles = root.GetRawText() is var text && (text.Contains("tfvars", StringComparison.Ordinal)
                || text.Contains("fileset", StringComparison.Ordinal)),
            HasUnknownSource = sources.Exists(TerraformFile.IsUnknown),
        };
    }

    private static IEnumerable<string> Names(JsonElement element) =>
        element.EnumerateObject().Select(property => property.Name);

    /// <summary>The bodies of a block: JSON represents one as an object and several as a list.</summary>
    private static IEnumerable<JsonElement> Objects(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var found) ? []
        : found.ValueKind == JsonValueKind.Array
        ? found.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
        : found.ValueKind == JsonValueKind.Object ? [found]
        : [];
}
