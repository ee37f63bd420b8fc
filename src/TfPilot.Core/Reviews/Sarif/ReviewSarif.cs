using System.Buffers;
using System.Text.Json;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Writes the review as SARIF 2.1.0 for code scanning: one run, in which every finding, destructive risk factor and
/// suggestion is a result.
/// </summary>
public static class ReviewSarif
{
    internal const string Root = "%SRCROOT%";

    /// <param name="version">The version of tfpilot.</param>
    public static void Write(Review review, string version, IBufferWriter<byte> output)
    {
        var results = review.Projects.SelectMany(project => SarifResult.Of(project).Select(result => (project, result)))
            .ToList();
        var rules = results.Select(row => row.result.Rule).DistinctBy(rule => rule.Id)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var indices = rules.Select((rule, index) => (rule.Id, index))
            .ToDictionary(row => row.Id, row => row.index, StringComparer.Ordinal);

        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, version, rules);
        WriteInvocation(json, review);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Root);
        SarifJson.WriteText(json, "description", "The root of the repository.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var (project, result) in results) SarifJson.WriteResult(
            json, result, indices[result.Rule.Id], project);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, string version, IReadOnlyList<SarifRule> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "tfpilot");
        json.WriteString("version", version);
        json.WriteStartArray("rules");
        foreach (var rule in rules) SarifJson.WriteRule(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Marks incomplete reviews, so that a viewer does not consider missing results fixed.</summary>
    private static void WriteInvocation(Utf8JsonWriter json, Review review)
    {
        string[] failures =
        [
            .. review.Problems.Select(problem => $"{problem.Path}: {problem.Message}"),
            .. review.Projects.Where(project => project.Plan.Errored)
                .Select(project => $"{project.Name}: planning failed; the plan is partial."),
        ];
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", failures.Length == 0);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var failure in failures)
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            SarifJson.WriteText(json, "message", failure);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
