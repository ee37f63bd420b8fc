using System.Text.Json;
using Json.Schema;
using TfPilot.Core.Tests.House;

namespace TfPilot.Core.Tests;

/// <summary>Validates documents against a JSON Schema.</summary>
internal sealed class JsonSchema
{
    private static readonly Uri Folder = new("https://schemas.example/");
    private static readonly EvaluationOptions Flat = new() { OutputFormat = OutputFormat.List };

    private readonly Json.Schema.JsonSchema schema;

    private JsonSchema(Json.Schema.JsonSchema schema) => this.schema = schema;

    public static JsonSchema Of(string text) => new(Read(text, "schema.json", new SchemaRegistry()));

    /// <summary>A schema of the repository, which may reference others in the same folder.</summary>
    public static JsonSchema InDocs(string name)
    {
        var registry = new SchemaRegistry();
        foreach (var other in RepositoryFiles.Of("docs/", ".schema.json")
            .Where(path => !path.EndsWith($"/{name}", StringComparison.Ordinal)))
            Read(Repository.Read(other), Path.GetFileName(other), registry);
        return new(Read(Repository.Read($"docs/{name}"), name, registry));
    }

    /// <summary>The violations with their locations; empty for a valid document.</summary>
    public IReadOnlyList<string> Validate(string json)
    {
        using var document = JsonDocument.Parse(json);
        var result = schema.Evaluate(document.RootElement, Flat);
        if (result.IsValid) return [];
        return [.. (result.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))
            .DefaultIfEmpty("is not valid")];
    }

    /// <summary>
    /// The library supports draft 6 and later; the keywords that third-party schemas use from draft 4 have the same
    /// meaning.
    /// </summary>
    private static Json.Schema.JsonSchema Read(string text, string name, SchemaRegistry registry) =>
        Json.Schema.JsonSchema.FromText(
            text.Replace("json-schema.org/draft-04/", "json-schema.org/draft-06/", StringComparison.Ordinal),
            new BuildOptions { SchemaRegistry = registry }, new Uri(Folder, name));
}
