using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>Rules, results and locations in SARIF.</summary>
internal static class SarifJson
{
    public static void WriteRule(Utf8JsonWriter json, SarifRule rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        WriteText(json, "shortDescription", rule.Description);
        WriteText(json, "fullDescription", rule.Description);
        WriteText(json, "help", rule.Help);
        if (Uri.TryCreate(rule.Uri, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http")
            json.WriteString("helpUri", uri.AbsoluteUri);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", rule.Level);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteResult(Utf8JsonWriter json, SarifResult result, int rule, ProjectReview project)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", result.Rule.Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", result.Level);
        WriteText(json, "message", result.Message);
        json.WriteStartArray("locations");
        WriteLocation(json, result, project);
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        // The only fingerprint name GitHub reads. Without it GitHub hashes the line, and all results without a source
        // have the same one.
        json.WriteString("primaryLocationLineHash", result.Fingerprint(project.Environment));
        json.WriteEndObject();
        if (result.Suppression is { } kind) WriteSuppression(json, kind, result.Justification);
        json.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", Plain(text));
        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, SarifResult result, ProjectReview project)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri",
            string.Join('/', SourcePath.Of(project.EntryFile, result.Source).Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", ReviewSarif.Root);
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", result.Source?.Line ?? 1);
        json.WriteEndObject();
        json.WriteEndObject();
        if (result.Address is { } address) WriteAddress(json, address.Text);
        json.WriteEndObject();
    }

    private static void WriteAddress(Utf8JsonWriter json, string address)
    {
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", VisibleText.Of(address));
        json.WriteString("kind", "resource");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteSuppression(Utf8JsonWriter json, string kind, string? justification)
    {
        json.WriteStartArray("suppressions");
        json.WriteStartObject();
        json.WriteString("kind", kind);
        json.WriteString("status", "accepted");
        if (justification is not null) json.WriteString("justification", Plain(justification));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>SARIF treats <c>[words](target)</c> as a link, even in untrusted text.</summary>
    private static string Plain(string text) => VisibleText.Of(text).Replace("](", "] (", StringComparison.Ordinal);
}
